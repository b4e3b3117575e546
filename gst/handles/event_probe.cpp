// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/handles/event_probe.h"

namespace tally::gst {

EventProbe::EventProbe(Pad pad, OnEvent onEvent) : m_pad(std::move(pad)), m_onEvent(std::move(onEvent)) {
    constexpr auto kEvents =
        static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM | GST_PAD_PROBE_TYPE_EVENT_FLUSH);
    m_id = gst_pad_add_probe(m_pad.get(), kEvents, &EventProbe::called, this, nullptr);
}

EventProbe::~EventProbe() {
    gst_pad_remove_probe(m_pad.get(), m_id);
}

GstPadProbeReturn EventProbe::called(GstPad*, GstPadProbeInfo* info, gpointer self) {
    auto* event = GST_PAD_PROBE_INFO_EVENT(info);
    static_cast<EventProbe*>(self)->m_onEvent(event);
    info->data = event;
    return GST_PAD_PROBE_OK;
}

} // namespace tally::gst
