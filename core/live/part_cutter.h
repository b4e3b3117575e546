// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/part_grid.h"
#include "core/media/sample.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tally::core {

// Collects encoded samples of one track and gives back a whole part the moment its last sample is in: a video part
// when its framesPerPart-th frame arrives, an audio part when a frame reaches or crosses the next line of the video
// grid, so part counts match over all tracks (LATENCY: short audio parts left holes in hls.js).
//
// The grid's origin is decode time 0. Samples come in decode order. A hole in the time line ends the part before it.
// A video part never crosses a sync sample: an early key frame ends the part before it.
// Lives on one thread at a time.
class PartCutter {
public:
    static PartCutter forVideo(const PartGrid& grid, std::uint32_t timescale);
    static PartCutter forAudio(const PartGrid& grid, std::uint32_t timescale); // timescale = sample rate

    // The parts that this sample completed: none, one, or two where it also ended an unfinished one before it.
    std::vector<std::vector<Sample>> push(Sample sample);

    // What is left at the end of a stream; empty when nothing is.
    std::vector<Sample> flush();

private:
    PartCutter(const PartGrid& grid, std::uint32_t timescale, bool video);

    std::uint64_t gridLine(std::uint64_t index) const;
    std::uint64_t cellOf(std::uint64_t decodeTime) const;
    bool endsPart(const Sample& sample) const;
    bool startsAnew(const Sample& sample) const; // ends the open part before it

    PartGrid m_grid;
    std::uint32_t m_timescale;
    bool m_video;
    std::vector<Sample> m_open;
};

} // namespace tally::core
