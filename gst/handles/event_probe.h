// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/handles/object.h"

#include <functional>

namespace tally::gst {

// Sees every event that passes a pad downstream, flushes too, and may put another in its place (giving up the
// reference to the first). Threads and lifetime as PadProbe's.
class EventProbe {
public:
    using OnEvent = std::function<void(GstEvent*& event)>;

    EventProbe(Pad pad, OnEvent onEvent);
    ~EventProbe();

    EventProbe(const EventProbe&) = delete;
    EventProbe& operator=(const EventProbe&) = delete;

private:
    static GstPadProbeReturn called(GstPad* pad, GstPadProbeInfo* info, gpointer self);

    Pad m_pad;
    OnEvent m_onEvent;
    gulong m_id = 0;
};

} // namespace tally::gst
