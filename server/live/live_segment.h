// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"
#include "server/live/media_bytes.h"

#include <cstdint>
#include <vector>

namespace tally::server::live {

struct PublishedPart {
    double seconds = 0;
    bool independent = false;
    MediaBytes bytes;
    std::uint64_t lastDecodeTime = 0; // of its last chunk, ticks
    std::uint64_t endDecodeTime = 0;  // where that chunk ends, ticks
};

// What a playlist says of a segment.
struct SegmentHead {
    std::uint64_t msn = 0;
    std::uint64_t discontinuities = 0; // EXT-X-DISCONTINUITY so far, this segment's own included
    bool discontinuity = false;        // one stands before this segment
    bool gap = false;                  // there is no media: EXT-X-GAP
    bool lost = false;                 // the disk did not take it: a gap as soon as it leaves the memory
    std::uint32_t init = 0;            // init-{n}.mp4
    std::uint64_t decodeTime = 0;      // of its first chunk, ticks
    core::WallTime programDateTime{};
    double seconds = 0;
    std::uint64_t bytes = 0;
};

// A segment as it was published. An open one grows part by part; an old one has no parts in memory any more.
struct LiveSegment : SegmentHead {
    std::vector<PublishedPart> parts;
};

// All its parts as one: as they lie where that is one behind the other in memory, else joined. Empty without parts.
MediaBytes wholeOf(const LiveSegment& segment);

// More missing segments than that are no hole: a playlist begins anew behind them.
constexpr std::uint64_t kMostGaps = 300;

// The first of the gaps between `last` and segment `untilMsn`, which begins at `end`.
LiveSegment gapAfter(const LiveSegment& last, std::uint64_t untilMsn, core::WallTime end, double segmentSeconds);

} // namespace tally::server::live
