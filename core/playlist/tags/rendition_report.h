// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tally::core {

// EXT-X-RENDITION-REPORT, rfc8216bis §4.4.5.4
struct RenditionReport {
    std::string uri;
    std::uint64_t lastMsn = 0;
    std::optional<std::uint64_t> lastPart;

    std::string marshal() const;
};

} // namespace tally::core
