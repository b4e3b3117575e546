// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/delivery_directives.h"
#include "core/playlist/tags/date_range.h"
#include "core/playlist/tags/rendition_report.h"
#include "server/live/playlist_view.h"

#include <string>
#include <vector>

namespace tally::server::live {

// What the text of a track's playlist is made of at one moment: it needs its event's lock no more. Half a day of
// segments takes milliseconds to write down. Immutable; any thread.
struct PlaylistRender {
    TrackSnapshot track;
    core::Skip skip = core::Skip::none;
    std::vector<core::DateRange> ranges; // those before the window are left out
    std::vector<core::RenditionReport> reports;

    std::string text() const;
};

} // namespace tally::server::live
