// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/part_cutter.h"
#include "core/media/track_format.h"
#include "gst/base/time_base.h"
#include "gst/switcher.h"

#include <cstdint>
#include <string>

namespace tally::gst {

// Makes CMAF parts of one track's encoded samples and hands each to the listener the moment its last sample is in.
// Lives on the streaming thread of its encoder.
class TrackPublisher {
public:
    TrackPublisher(std::string track, core::PartCutter cutter, TimeBase time, SwitcherListener& listener);

    bool started() const { return m_timescale != 0; }
    void start(const core::TrackFormat& format); // once, before the first sample
    void push(core::Sample sample);

private:
    void publish(const std::vector<core::Sample>& samples);
    core::CaptureTime captureOf(std::uint64_t decodeTime) const;

    const std::string m_track;
    core::PartCutter m_cutter;
    const TimeBase m_time;
    SwitcherListener& m_listener;
    std::uint32_t m_timescale = 0;
    std::uint32_t m_sequence = 1;
};

} // namespace tally::gst
