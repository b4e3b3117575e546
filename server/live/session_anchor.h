// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>

namespace tally::server::live {

// What one publisher's start has in common for all tracks of an event.
struct SessionAnchor {
    std::string session;               // Tally-Session, or a name of ours
    std::uint64_t baseMsn = 0;         // of grid line `gridOrigin`
    std::uint64_t gridOrigin = 0;      // index of the segment grid at the session's first chunk
    core::WallTime zero{};             // programme date-time of media time 0
    bool discontinuity = false;        // the first segment of each track begins with one
    std::uint64_t discontinuities = 0; // EXT-X-DISCONTINUITY so far, the one it begins with included

    bool operator==(const SessionAnchor&) const = default;
};
BOOST_DESCRIBE_STRUCT(SessionAnchor, (), (session, baseMsn, gridOrigin, zero, discontinuity, discontinuities))

} // namespace tally::server::live
