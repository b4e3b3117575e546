// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/decimal.h"

#include <string>

namespace tally::core {

// EXT-X-PART, rfc8216bis §4.4.4.9
struct Part {
    std::string uri;
    Seconds duration{};
    bool independent = false; // begins with a key frame
    bool gap = false;

    std::string marshal() const;
};

} // namespace tally::core
