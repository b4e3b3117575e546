// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/decimal.h"
#include "core/time/wall_time.h"

#include <string>
#include <utility>
#include <vector>

namespace tally::core {

// EXT-X-DATERANGE of a cue, rfc8216bis §4.4.5.1
struct DateRange {
    std::string id;
    std::string rangeClass; // CLASS
    WallTime start{};
    Seconds duration{};
    std::vector<std::pair<std::string, std::string>> attributes; // X-NAME and its value as it stands, quotes included

    std::string marshal() const;
    bool operator==(const DateRange&) const = default;
};

} // namespace tally::core
