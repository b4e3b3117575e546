// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/encode/video_track.h"

#include "gst/base/samples.h"
#include "gst/encode/first_segment.h"

#include <algorithm>

namespace tally::gst {

VideoTrack::VideoTrack(const VideoRendition& rendition, const core::PartGrid& grid, TimeBase time,
                       SwitcherListener& listener)
    : m_rendition(rendition),
      m_grid(grid),
      m_frameGrid(grid.frameRate),
      m_timescale(timescaleOf(grid.frameRate)),
      m_frameTicks(m_timescale / grid.frameRate.numerator * grid.frameRate.denominator),
      m_publisher(rendition.track, core::PartCutter::forVideo(grid, m_timescale), time, listener) {}

std::uint32_t VideoTrack::timescaleOf(core::FrameRate rate) {
    constexpr std::uint32_t kUsual = 90000;
    constexpr std::uint32_t kLeast = 10000;
    if (kUsual % rate.numerator == 0) {
        return kUsual;
    }
    return rate.numerator * std::max(1U, kLeast / rate.numerator);
}

void VideoTrack::take(GstSample* sample) {
    GstBuffer* buffer = gst_sample_get_buffer(sample);
    const auto time = runningTimeOf(sample);
    if (!time) {
        return;
    }
    const std::uint64_t frame = m_frameGrid.nearestFrame(*time);
    const bool sync = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
    if (!m_publisher.started()) {
        if (!sync || !mayBegin(frame)) {
            return;
        }
        m_publisher.start(formatOf(gst_sample_get_caps(sample)));
    }
    ++m_frames;
    m_publisher.push({copyBytes(buffer), frame * m_frameTicks, m_frameTicks, sync});
}

bool VideoTrack::mayBegin(std::uint64_t frame) const {
    const std::uint64_t segment = m_grid.framesPerSegment();
    return frame % segment == 0 && frame / segment >= kFirstSegment;
}

core::TrackFormat VideoTrack::formatOf(GstCaps* caps) const {
    core::TrackFormat format;
    format.kind = core::MediaKind::video;
    format.timescale = m_timescale;
    format.codecConfig = codecConfigOf(caps);
    format.width = m_rendition.width;
    format.height = m_rendition.height;
    format.frameRate = m_grid.frameRate;
    return format;
}

} // namespace tally::gst
