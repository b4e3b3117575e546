// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"

#include <cstdint>

namespace tally::core {

// One encoded access unit: an H.264 picture with 4-byte NAL lengths (avc), or one raw AAC frame.
struct Sample {
    Bytes data;
    std::uint64_t decodeTime = 0; // ticks of the track
    std::uint32_t duration = 0;   // ticks of the track
    bool sync = false;            // decoding can start here
};

} // namespace tally::core
