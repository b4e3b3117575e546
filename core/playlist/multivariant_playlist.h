// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/tags/audio_rendition.h"
#include "core/playlist/tags/variant.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tally::core {

// A multivariant playlist, rfc8216bis §4.4.6. Pure; any thread.
struct MultivariantPlaylist {
    std::uint32_t version = 9;
    std::vector<AudioRendition> audio;
    std::vector<Variant> variants; // the first is what a player starts with

    std::string marshal() const;
};

} // namespace tally::core
