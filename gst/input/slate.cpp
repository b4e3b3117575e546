// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/slate.h"

#include "gst/base/pipeline.h"
#include "gst/handles/glib.h"

#include <gst/app/gstappsink.h>

namespace tally::gst {
namespace {

constexpr const char* kBackground = "0xff16191e"; // the studio's panel

std::string description(PictureShape shape) {
    return std::string("videotestsrc num-buffers=1 pattern=solid-color foreground-color=") + kBackground + " ! " +
           shape.caps() +
           " ! textoverlay name=text wait-text=false halignment=center valignment=center "
           "draw-shadow=false draw-outline=false ! appsink name=slate sync=false";
}

// Pango markup, so a name with "<" or "&" in it is escaped.
std::string markup(const std::string& inputName) {
    const GlibString name(g_markup_escape_text(inputName.c_str(), -1));
    return std::string("<span font='Sans Bold 20' foreground='#E8EAED'>") + name.get() +
           "</span>\n<span font='Sans Bold 34' foreground='#F2A516'>NO SIGNAL</span>";
}

} // namespace

core::Result<Buffer> drawSlate(PictureShape shape, const std::string& inputName) {
    auto pipeline = Pipeline::parse(description(shape));
    if (!pipeline) {
        return core::propagate(pipeline);
    }
    g_object_set(pipeline->element("text").get(), "text", markup(inputName).c_str(), nullptr);
    pipeline->setState(GST_STATE_PLAYING);
    const Element sink = pipeline->element("slate");
    const auto sample = Sample::adopt(gst_app_sink_try_pull_sample(GST_APP_SINK(sink.get()), 5 * GST_SECOND));
    if (!sample) {
        return core::fail(core::ErrorCode::unavailable, "the slate cannot be drawn: are fonts installed?");
    }
    return Buffer::retain(gst_sample_get_buffer(sample.get()));
}

} // namespace tally::gst
