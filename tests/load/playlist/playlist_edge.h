// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tally::load {

// A part by its place in the stream.
struct PartPosition {
    std::uint64_t msn = 0;
    std::uint64_t part = 0;

    auto operator<=>(const PartPosition&) const = default;
};

// Where a media playlist ends, as a viewer at the live edge needs it.
struct PlaylistEdge {
    PartPosition next;    // not there yet: what a blocking reload asks for
    std::string lastPart; // URI of the newest part as it stands there
    std::string hint;     // URI of EXT-X-PRELOAD-HINT:TYPE=PART; empty: none
};

// Error: invalid for what is no media playlist, notFound for one without a part.
core::Result<PlaylistEdge> readPlaylistEdge(std::string_view text);

} // namespace tally::load
