// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace tally::core {

// EXT-X-SKIP, rfc8216bis §4.4.5.2
struct SkipTag {
    std::uint64_t skippedSegments = 0;

    std::string marshal() const;
};

} // namespace tally::core
