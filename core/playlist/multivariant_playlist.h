// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/frame_rate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// rfc8216bis §4.4.6. Pure; any thread.
namespace tally::core {

// EXT-X-MEDIA:TYPE=AUDIO, all of one group
struct AudioRendition {
    std::string groupId;
    std::string name;
    std::string uri;
    std::uint32_t channels = 2;
    bool isDefault = true;
};

// EXT-X-STREAM-INF
struct Variant {
    std::string uri;
    std::uint64_t bandwidth = 0;        // peak, bit/s, audio included
    std::optional<std::uint64_t> averageBandwidth;
    std::string codecs;                 // "avc1.42c01f,mp4a.40.2"
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::optional<double> frameRate;    // three decimals in the text
    std::optional<std::string> audioGroup;
};

struct MultivariantPlaylist {
    std::uint32_t version = 9;
    std::vector<AudioRendition> audio;
    std::vector<Variant> variants; // the first is what a player starts with

    std::string marshal() const;
};

} // namespace tally::core
