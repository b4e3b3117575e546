// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tally::core {

// EXT-X-MAP, rfc8216bis §4.4.4.5
struct MapTag {
    std::string uri;

    std::string marshal() const;
};

} // namespace tally::core
