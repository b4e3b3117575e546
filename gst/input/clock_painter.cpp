// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/clock_painter.h"

#include "core/live/burned_clock.h"

#include <gst/video/video.h>

#include <cstddef>

namespace tally::gst {
namespace {

void paint(GstBuffer* buffer, const Caps& caps) {
    GstVideoInfo info;
    GstVideoFrame frame;
    if (gst_video_info_from_caps(&info, caps.get()) == FALSE ||
        gst_video_frame_map(&frame, &info, buffer, GST_MAP_READWRITE) == FALSE) {
        return;
    }
    const auto width = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_WIDTH(&frame, 0));
    const auto height = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_HEIGHT(&frame, 0));
    const auto stride = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_STRIDE(&frame, 0));
    core::paintBurnedClock({static_cast<std::uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&frame, 0)), stride * height}, width,
                           height, stride,
                           std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    gst_video_frame_unmap(&frame);
}

} // namespace

ClockPainter::ClockPainter(const Element& source, PictureShape shape)
    : m_probe(Pad::adopt(gst_element_get_static_pad(source.get(), "src")),
              [caps = std::make_shared<const Caps>(parseCaps(shape.caps()))](GstPad&, GstBuffer*& buffer) {
                  buffer = gst_buffer_make_writable(buffer);
                  paint(buffer, *caps);
              }) {}

} // namespace tally::gst
