// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tally::server::live {

// A session that its publisher gave no name begins with it.
constexpr char kUnnamedSession = '#';

// What one publisher's start has in common for all tracks of an event.
struct SessionAnchor {
    std::string session;               // Tally-Session, or a name of ours
    std::uint64_t baseMsn = 0;         // of grid line `gridOrigin`
    std::uint64_t gridOrigin = 0;      // index of the segment grid at the session's first chunk
    core::WallTime zero{};             // programme date-time of media time 0
    bool discontinuity = false;        // the first segment of each track begins with one
    std::uint64_t discontinuities = 0; // EXT-X-DISCONTINUITY so far, the one it begins with included
    // Ascending: an init section changed. At each of these msn all tracks have an EXT-X-DISCONTINUITY, since players
    // line renditions up by the first segment behind the newest one (rfc8216bis §6.2.4; hls.js alignDiscontinuities).
    std::vector<std::uint64_t> breaks;

    std::uint64_t discontinuitiesAt(std::uint64_t msn) const; // its own included
    void addBreak(std::uint64_t msn);                         // behind all others

    bool operator==(const SessionAnchor&) const = default;
};
// The breaks are kept beside it (SessionFiles): an earlier version knew of none.
BOOST_DESCRIBE_STRUCT(SessionAnchor, (), (session, baseMsn, gridOrigin, zero, discontinuity, discontinuities))

} // namespace tally::server::live
