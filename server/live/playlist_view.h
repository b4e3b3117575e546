// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "core/playlist/media_playlist.h"
#include "core/playlist/multivariant_playlist.h"
#include "server/live/track_timeline.h"

#include <map>
#include <string>

namespace tally::server::live {

// A track's segments as a playlist model (DESIGN §5, Publishing). With a skip it is a delta update: segments further
// than CAN-SKIP-UNTIL from the end are left out, where there are any. Pure.
core::MediaPlaylist mediaPlaylistOf(const TrackTimeline& timeline, const TimelineOptions& options,
                                    core::Skip skip = core::Skip::none);

// Where a track stands, for the playlists of the others.
core::RenditionReport reportOf(const std::string& track, const TrackTimeline& timeline);

core::MultivariantPlaylist multivariantPlaylistOf(const std::map<std::string, const TrackTimeline*>& tracks);

} // namespace tally::server::live
