// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <string>

namespace tally::core {

// EXT-X-PROGRAM-DATE-TIME, rfc8216bis §4.4.4.6
struct ProgramDateTime {
    WallTime time{};

    std::string marshal() const;
};

} // namespace tally::core
