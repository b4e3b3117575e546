// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/handles/mini_object.h"
#include "gst/handles/object.h"

#include <functional>

namespace tally::gst {

// Takes what arrives at an appsink, on its streaming thread. Goes after its pipeline has stopped: a call that runs
// is not waited for. Made and destroyed on one thread.
class SampleReceiver {
public:
    using OnSample = std::function<void(Sample sample)>;

    SampleReceiver(Element appSink, OnSample onSample);
    ~SampleReceiver();

    SampleReceiver(const SampleReceiver&) = delete;
    SampleReceiver& operator=(const SampleReceiver&) = delete;

private:
    Element m_appSink;
    OnSample m_onSample;
};

} // namespace tally::gst
