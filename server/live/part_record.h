// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/live_segment.h"

#include <cstdint>

namespace tally::server::live {

// One part in the index of a volume, as it lies on disk: in this machine's byte order, never longer than a write. What
// is said of its segment is said in each part. What was never received has none: a hole between two msn is a gap.
struct PartRecord {
    static constexpr std::uint32_t kMagic = 0x31504C54; // "TLP1"
    static constexpr std::uint32_t kIndependent = 1;
    static constexpr std::uint32_t kDiscontinuity = 2;

    std::uint32_t magic = kMagic;
    std::uint32_t flags = 0;
    std::uint64_t msn = 0;
    std::uint64_t offset = 0; // in the volume's media
    std::uint32_t bytes = 0;
    std::uint32_t init = 0;
    std::uint64_t decodeTime = 0; // of the segment's first chunk, ticks
    std::uint64_t lastDecodeTime = 0;
    std::uint64_t endDecodeTime = 0;
    std::uint64_t discontinuities = 0;
    std::int64_t programDateTimeMs = 0; // of the segment, Unix epoch
    double seconds = 0;
};
static_assert(sizeof(PartRecord) == 80);

PartRecord recordOf(const LiveSegment& segment);              // of its last part
LiveSegment segmentOf(const PartRecord& first);               // without a part yet
void addPart(LiveSegment& segment, const PartRecord& record); // whose bytes stay on disk
PublishedPart partOf(const PartRecord& record, core::SharedBytes bytes);

} // namespace tally::server::live
