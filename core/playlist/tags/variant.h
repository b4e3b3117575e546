// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tally::core {

// EXT-X-STREAM-INF and its URI, rfc8216bis §4.4.6.2
struct Variant {
    std::string uri;
    std::uint64_t bandwidth = 0; // peak, bit/s, audio included
    std::optional<std::uint64_t> averageBandwidth;
    std::string codecs;      // "avc1.42c01f,mp4a.40.2"
    std::uint32_t width = 0; // 0: audio alone
    std::uint32_t height = 0;
    std::optional<double> frameRate;
    std::optional<std::string> audioGroup;

    std::string marshal() const;
};

} // namespace tally::core
