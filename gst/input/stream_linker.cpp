// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/stream_linker.h"

#include "gst/handles/mini_object.h"

#include <string_view>

namespace tally::gst {
namespace {

std::string_view mediaTypeOf(GstPad* pad) {
    const auto caps = Caps::adopt(gst_pad_query_caps(pad, nullptr));
    if (!caps || gst_caps_get_size(caps.get()) == 0) {
        return {};
    }
    // The name is interned and outlives the caps.
    return g_quark_to_string(gst_structure_get_name_id(gst_caps_get_structure(caps.get(), 0)));
}

void linkFirst(GstPad* from, const Pad& to) {
    if (gst_pad_is_linked(to.get()) == FALSE) {
        gst_pad_link(from, to.get());
    }
}

void endUnlessLinked(const Pad& pad) {
    if (gst_pad_is_linked(pad.get()) == FALSE) {
        gst_pad_send_event(pad.get(), gst_event_new_eos());
    }
}

} // namespace

StreamLinker::StreamLinker(Element decoder, Pad picture, Pad sound)
    : m_picture(std::move(picture)),
      m_sound(std::move(sound)),
      m_added(decoder, "pad-added", G_CALLBACK(&StreamLinker::padAdded), this),
      m_complete(decoder, "no-more-pads", G_CALLBACK(&StreamLinker::noMorePads), this) {}

void StreamLinker::padAdded(GstElement*, GstPad* pad, gpointer self) {
    const auto& linker = *static_cast<StreamLinker*>(self);
    const std::string_view type = mediaTypeOf(pad);
    if (type == "video/x-raw") {
        linkFirst(pad, linker.m_picture);
    } else if (type == "audio/x-raw") {
        linkFirst(pad, linker.m_sound);
    }
}

void StreamLinker::noMorePads(GstElement*, gpointer self) {
    const auto& linker = *static_cast<StreamLinker*>(self);
    endUnlessLinked(linker.m_picture);
    endUnlessLinked(linker.m_sound);
}

} // namespace tally::gst
