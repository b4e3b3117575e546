// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/writer.h"
#include "core/live/part_cutter.h"
#include "core/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tally::load {

struct TrackPlan {
    std::string name;
    core::MediaKind kind = core::MediaKind::video;
    std::size_t bytesPerPart = 0; // about; never below what the boxes need
};

// "v720:video:62500", "a128:audio:3200". Error: invalid.
core::Result<TrackPlan> parseTrackPlan(std::string_view text);

// A track as our encoder and uplink would make it, 30 frames a second, parts of 200 ms, segments of 1 s, 48 kHz AAC cut
// on the video's grid; only what is in its pictures and sounds is filler. Media time begins at 0.
// Lives on one thread.
class SyntheticTrack {
public:
    struct Part {
        core::Bytes chunk;
        std::chrono::nanoseconds end{}; // media time at which its last sample is complete
    };

    // `zero`: wall clock at media time 0, for prft.
    SyntheticTrack(const TrackPlan& plan, core::CaptureTime zero);

    core::Bytes init() const;
    Part next();

private:
    core::Sample nextSample();
    std::chrono::nanoseconds mediaTime(std::uint64_t ticks) const;

    TrackPlan m_plan;
    core::CaptureTime m_zero;
    core::TrackFormat m_format;
    core::PartCutter m_cutter;
    std::uint32_t m_sampleTicks;
    std::size_t m_sampleBytes;
    std::uint64_t m_samples = 0;
    std::uint32_t m_chunks = 0;
};

} // namespace tally::load
