// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "core/playlist/media_playlist.h"
#include "core/playlist/multivariant_playlist.h"
#include "server/live/track_timeline.h"

#include <map>
#include <optional>
#include <string>

namespace tally::server::live {

// What a track's playlist is made of, at one moment. Immutable; any thread.
struct TrackSnapshot {
    TimelineOptions options;
    SegmentHistory::Snapshot finished;
    std::optional<LiveSegment> open;
    std::uint64_t nextMsn = 0; // of the segment that is open or comes next
    std::uint64_t discontinuities = 0;
    std::optional<std::uint32_t> nextInit; // init-{n}.mp4 that the next segment will need
    bool ended = false;                    // EXT-X-ENDLIST: nothing comes any more
};

TrackSnapshot snapshotOf(const TrackTimeline& timeline, const TimelineOptions& options);

// A track's segments as a playlist model (DESIGN §5, Publishing). With a skip it is a delta update: segments further
// than CAN-SKIP-UNTIL from the end are left out, where there are any. Of an event that is over it is always whole, and
// hints at nothing. Pure.
core::MediaPlaylist mediaPlaylistOf(const TrackSnapshot& track, core::Skip skip = core::Skip::none);

// Programme date-time of the first segment; far back where there is none.
core::WallTime beginOf(const TrackSnapshot& track);

// In whole seconds, as it is advertised.
std::uint32_t targetDurationOf(double segmentSeconds);

// Where a track stands, for the playlists of the others.
core::RenditionReport reportOf(const std::string& track, const TrackTimeline& timeline);

core::MultivariantPlaylist multivariantPlaylistOf(const std::map<std::string, const TrackTimeline*>& tracks);

} // namespace tally::server::live
