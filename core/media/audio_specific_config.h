// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"

#include <cstdint>

namespace tally::core {

// What the AudioSpecificConfig of 14496-3 §1.6.2.1 begins with:
//
//   5 bits   audio object type; 31: 6 bits more, counted from 32
//   4 bits   index of the sampling rate; 15: 24 bits with the rate in Hz
//   4 bits   channel configuration
//
//   11 90  =  00010 0011 0010 000   AAC-LC (2), 48 kHz (3), stereo (2)
struct AudioSpecificConfig {
    std::uint32_t objectType = 0;
    std::uint32_t sampleRate = 0; // Hz
    std::uint32_t channels = 0;
};

// Error: invalid for bytes that are too short, a reserved rate index (13, 14), a rate of 0 and a channel configuration
// that names no fixed set of speakers (HOSTILE H7).
Result<AudioSpecificConfig> parseAudioSpecificConfig(ByteView bytes);

} // namespace tally::core
