// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/live_track.h"

namespace tally::server::live {

LiveTrack::LiveTrack(TimelineOptions options, TrackHealth well, std::unique_ptr<TrackRecorder> disk,
                     std::shared_ptr<MediaMemory> inMemory)
    : recorder(std::move(disk)), memory(std::move(inMemory)), timeline(options, this), health(std::move(well)) {}

// The disk first: its job has the part on the heap until it is written.
void LiveTrack::published(LiveSegment& segment) {
    if (recorder) {
        recorder->published(segment);
    }
    memory.move(segment.msn, segment.parts.back().bytes);
}

void LiveTrack::restore(TimelineState state) {
    for (LiveSegment& segment : state.segments) {
        for (PublishedPart& part : segment.parts) {
            memory.move(segment.msn, part.bytes);
        }
    }
    timeline.restore(std::move(state));
}

} // namespace tally::server::live
