// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/media/sample.h"
#include "core/media/track_format.h"

#include <chrono>
#include <cstdint>
#include <span>

// CMAF (ISO/IEC 23000-19) on the ISO base media file format (14496-12), one track a file. The twin of
// core/cmaf/reader.h. No B-frames: composition time is decode time. Pure; any thread.
namespace tally::core {

// ftyp (cmf2, iso6, …) + moov (mvhd, trak, mvex/trex).
Bytes writeInitSection(const TrackFormat& format);

// Wall clock of capture to nanoseconds, for prft (14496-12 §8.16.5), where it is written as 64-bit NTP time.
using CaptureTime = std::chrono::sys_time<std::chrono::nanoseconds>;

struct ChunkInput {
    std::uint32_t sequence = 0;      // mfhd, counts up by 1 in a track
    CaptureTime captured{};          // of the first sample
    std::span<const Sample> samples; // at least one, in decode order, back to back
};

// prft + moof (mfhd, traf: tfhd, tfdt version 1, trun) + mdat.
Bytes writeChunk(const ChunkInput& chunk);

} // namespace tally::core
