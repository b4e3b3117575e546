// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/part_record.h"

namespace tally::server::live {

PartRecord recordOf(const LiveSegment& segment) {
    const PublishedPart& part = segment.parts.back();
    PartRecord record;
    record.flags =
        (part.independent ? PartRecord::kIndependent : 0) | (segment.discontinuity ? PartRecord::kDiscontinuity : 0);
    record.msn = segment.msn;
    record.bytes = static_cast<std::uint32_t>(part.bytes.size());
    record.init = segment.init;
    record.decodeTime = segment.decodeTime;
    record.lastDecodeTime = part.lastDecodeTime;
    record.endDecodeTime = part.endDecodeTime;
    record.discontinuities = segment.discontinuities;
    record.programDateTimeMs = segment.programDateTime.time_since_epoch().count();
    record.seconds = part.seconds;
    return record;
}

LiveSegment segmentOf(const PartRecord& first) {
    LiveSegment segment;
    segment.msn = first.msn;
    segment.init = first.init;
    segment.decodeTime = first.decodeTime;
    segment.discontinuities = first.discontinuities;
    segment.discontinuity = (first.flags & PartRecord::kDiscontinuity) != 0;
    segment.programDateTime = core::WallTime(std::chrono::milliseconds(first.programDateTimeMs));
    return segment;
}

void addPart(LiveSegment& segment, const PartRecord& record) {
    segment.seconds += record.seconds;
    segment.bytes += record.bytes;
}

PublishedPart partOf(const PartRecord& record, core::SharedBytes bytes) {
    return {.seconds = record.seconds,
            .independent = (record.flags & PartRecord::kIndependent) != 0,
            .bytes = std::move(bytes),
            .lastDecodeTime = record.lastDecodeTime,
            .endDecodeTime = record.endDecodeTime};
}

} // namespace tally::server::live
