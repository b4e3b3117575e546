// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/tags/part.h"
#include "core/time/wall_time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tally::core {

// A media segment with every tag that stands before its URI, rfc8216bis §4.4.4. Without a URI it is the one still
// growing: it has parts only.
struct Segment {
    std::uint64_t msn = 0;
    std::optional<std::string> uri;
    Seconds duration{};
    bool discontinuity = false;        // EXT-X-DISCONTINUITY before it
    bool gap = false;                  // EXT-X-GAP: nothing can be fetched
    std::optional<std::string> mapUri; // of the init section its media needs
    std::optional<WallTime> programDateTime;
    std::vector<Part> parts; // listed near the live edge only

    // `mapBefore`: the EXT-X-MAP in force; written again only where it differs.
    std::string marshal(const std::optional<std::string>& mapBefore) const;
};

} // namespace tally::core
