// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/result.h"

#include <cstdint>
#include <optional>

// tfhd and trun of a movie fragment from outside, summed up. Pure; any thread.
namespace tally::core {

// What holds for samples whose trun does not say (14496-12 §8.8.7): of trex, overridden by tfhd.
struct SampleDefaults {
    std::uint32_t duration = 0; // ticks
    std::uint32_t size = 0;     // bytes
    std::uint32_t flags = 0;
};

struct FragmentHeader {
    SampleDefaults defaults;
    // Data offsets count from somewhere in the sender's file (base-data-offset), not from the first byte of moof.
    bool absoluteOffsets = false;
};

// Error: invalid when the body is cut.
Result<FragmentHeader> parseFragmentHeader(ByteView tfhdBody, const SampleDefaults& ofMovie);

struct TrackRun {
    std::uint32_t samples = 0;
    std::uint64_t duration = 0; // ticks, of all samples
    std::uint64_t bytes = 0;    // of all samples
    std::optional<std::int32_t> dataOffset;
    bool startsWithSync = false;
};

// A count from outside is multiplied, not walked, where nothing stands for each sample; where something does, it must
// be there (HOSTILE H4). Count and each term have 32 bits, so the sums of one run fit. Error: invalid.
Result<TrackRun> parseTrackRun(ByteView trunBody, const SampleDefaults& defaults);

} // namespace tally::core
