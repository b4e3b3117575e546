// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "server/live/early_chunks.h"
#include "server/live/ingest_lane.h"
#include "server/live/lazy_text.h"
#include "server/live/playlist_render.h"
#include "server/live/track_health.h"
#include "server/live/track_memory.h"
#include "server/live/track_recorder.h"
#include "server/live/track_timeline.h"
#include "server/live/viewer_estimate.h"
#include "server/net/held_requests.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tally::server::live {

// An init section that was announced, before the first chunk of it came: the playlist hints at it.
struct PendingInit {
    core::InitSection init;
    std::string session; // empty: the publisher names none
    std::uint32_t number = 0;
};

// All that an event knows of one of its tracks. What its timeline publishes goes to the disk and into the memory. Used
// under the event's lock.
struct LiveTrack : private TimelineSink {
    LiveTrack(TimelineOptions options, TrackHealth well, std::unique_ptr<TrackRecorder> disk,
              std::shared_ptr<MediaMemory> inMemory);
    LiveTrack(const LiveTrack&) = delete;
    LiveTrack& operator=(const LiveTrack&) = delete;

    void restore(TimelineState state); // before any session

    bool isDuplicate(const core::Chunk& chunk) const {
        const auto last = timeline.lastDecodeTime();
        return last && chunk.decodeTime <= *last;
    }

    std::unique_ptr<TrackRecorder> recorder; // none: nothing is stored
    TrackMemory memory;
    TrackTimeline timeline;
    std::string session;
    std::map<std::uint32_t, core::SharedBytes> inits;
    std::uint32_t nextInit = 0; // no number at or above it was given out
    std::optional<PendingInit> pending;
    EarlyChunks early;
    std::map<std::string, std::chrono::steady_clock::time_point> publishers; // by address: who sent it last, and when
    std::map<core::Skip, std::shared_ptr<LazyText>> rendered;                // emptied with each change
    std::optional<std::chrono::steady_clock::time_point> lastChunk;
    std::uint64_t lastLost = 0;                                        // msn: the disk did not take it
    std::uint64_t lostInARow = 0;                                      // up to it
    std::optional<std::chrono::steady_clock::time_point> waitingSince; // a chunk that no part holds yet
    TrackHealth health;
    ViewerEstimate viewers;
    net::HeldRequests waiting; // for the next part

private:
    void published(LiveSegment& segment) override;
};

} // namespace tally::server::live
