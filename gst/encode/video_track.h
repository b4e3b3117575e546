// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/frame_grid.h"
#include "gst/encode/track_publisher.h"
#include "gst/handles/mini_object.h"

#include <atomic>

namespace tally::gst {

// Encoded pictures of one rendition on their way to parts. Each lies exactly on the programme's frame grid; the track
// begins with a key frame on a segment line. Lives on the streaming thread of its encoder; frames() is for any.
class VideoTrack {
public:
    VideoTrack(const VideoRendition& rendition, const core::PartGrid& grid, TimeBase time, SwitcherListener& listener);

    void take(GstSample* sample);

    std::uint64_t frames() const { return m_frames; } // published since the start

    // A multiple of the frame rate, so that every frame has the same whole number of ticks: 90000 wherever that is one.
    static std::uint32_t timescaleOf(core::FrameRate rate);

private:
    bool mayBegin(std::uint64_t frame) const;
    core::TrackFormat formatOf(GstCaps* caps) const;

    const VideoRendition m_rendition;
    const core::PartGrid m_grid;
    const FrameGrid m_frameGrid;
    const std::uint32_t m_timescale;
    const std::uint32_t m_frameTicks;
    TrackPublisher m_publisher;
    std::atomic<std::uint64_t> m_frames{0};
};

} // namespace tally::gst
