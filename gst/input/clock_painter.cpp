// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/clock_painter.h"

#include "core/live/burned_clock.h"

#include <gst/video/video.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace tally::gst {
namespace {

// One plane of a frame as bytes.
struct Plane {
    std::span<std::uint8_t> bytes;
    std::size_t width;
    std::size_t height;
    std::size_t stride;
};

Plane planeOf(GstVideoFrame& frame, guint component) {
    const auto width = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_WIDTH(&frame, component));
    const auto height = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_HEIGHT(&frame, component));
    const auto stride = static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_STRIDE(&frame, component));
    return {{static_cast<std::uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&frame, component)), stride * height},
            width,
            height,
            stride};
}

// Black and white have no colour, whatever the pattern has below them.
void bleach(const Plane& chroma) {
    constexpr std::uint8_t kNoColour = 128;
    const auto rows = static_cast<std::size_t>(std::ceil(static_cast<double>(chroma.height) * core::kClockBlockHeight));
    const auto width = static_cast<std::size_t>(std::ceil(static_cast<double>(chroma.width) * core::kClockRowWidth));
    for (std::size_t y = chroma.height - rows; y < chroma.height; ++y) {
        std::ranges::fill(chroma.bytes.subspan(y * chroma.stride, width), kNoColour);
    }
}

void paint(GstBuffer* buffer, const Caps& caps) {
    GstVideoInfo info;
    GstVideoFrame frame;
    if (gst_video_info_from_caps(&info, caps.get()) == FALSE ||
        gst_video_frame_map(&frame, &info, buffer, GST_MAP_READWRITE) == FALSE) {
        return;
    }
    const Plane luma = planeOf(frame, 0);
    bleach(planeOf(frame, 1));
    bleach(planeOf(frame, 2));
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    core::paintBurnedClock(luma.bytes, luma.width, luma.height, luma.stride, now);
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
