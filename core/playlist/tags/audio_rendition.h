// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tally::core {

// EXT-X-MEDIA:TYPE=AUDIO, rfc8216bis §4.4.6.1
struct AudioRendition {
    std::string groupId;
    std::string name;
    std::string uri;
    std::uint32_t channels = 2;
    bool isDefault = true;

    std::string marshal() const;
};

} // namespace tally::core
