// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/decimal.h"

#include <string>

namespace tally::core {

// EXT-X-SERVER-CONTROL, rfc8216bis §4.4.3.8
struct ServerControl {
    Seconds canSkipUntil{}; // 0: no delta updates
    bool canSkipDateRanges = false;
    Seconds partHoldBack{}; // 3 part targets; 0: no parts
    bool canBlockReload = false;

    std::string marshal() const;
};

} // namespace tally::core
