// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playlist_render.h"

#include <algorithm>
#include <iterator>

namespace tally::server::live {

std::string PlaylistRender::text() const {
    core::MediaPlaylist playlist = mediaPlaylistOf(track, skip);
    const auto isInWindow = [from = beginOf(track)](const core::DateRange& range) {
        return range.start + std::chrono::duration_cast<std::chrono::milliseconds>(range.duration) >= from;
    };
    std::copy_if(ranges.begin(), ranges.end(), std::back_inserter(playlist.dateRanges), isInWindow);
    if (!track.ended) {
        playlist.renditionReports = reports;
    }
    return playlist.marshal();
}

} // namespace tally::server::live
