// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/handles/pad_probe.h"

namespace tally::gst {

PadProbe::PadProbe(Pad pad, OnBuffer onBuffer)
    : m_pad(std::move(pad)),
      m_onBuffer(std::move(onBuffer)),
      m_id(gst_pad_add_probe(m_pad.get(), GST_PAD_PROBE_TYPE_BUFFER, &PadProbe::called, this, nullptr)) {}

PadProbe::~PadProbe() {
    gst_pad_remove_probe(m_pad.get(), m_id);
}

GstPadProbeReturn PadProbe::called(GstPad* pad, GstPadProbeInfo* info, gpointer self) {
    auto* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
    static_cast<PadProbe*>(self)->m_onBuffer(*pad, buffer);
    info->data = buffer;
    return GST_PAD_PROBE_OK;
}

} // namespace tally::gst
