// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/handles/object.h"

#include <functional>
#include <memory>

namespace tally::gst {

// Sees every buffer that passes a pad, on the pad's streaming thread, and may replace it with a writable one. Ends with
// this object, which therefore goes after its pipeline has stopped. Made and destroyed on one thread.
class PadProbe {
public:
    using OnBuffer = std::function<void(GstPad& pad, GstBuffer*& buffer)>;

    PadProbe(Pad pad, OnBuffer onBuffer);
    ~PadProbe();

    PadProbe(const PadProbe&) = delete;
    PadProbe& operator=(const PadProbe&) = delete;

private:
    static GstPadProbeReturn called(GstPad* pad, GstPadProbeInfo* info, gpointer self);

    Pad m_pad;
    OnBuffer m_onBuffer;
    gulong m_id = 0;
};

} // namespace tally::gst
