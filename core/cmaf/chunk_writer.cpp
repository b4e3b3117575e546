// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_writer.h"
#include "core/cmaf/ntp_time.h"
#include "core/cmaf/writer.h"

// A chunk of ours, two samples of 4 and 3 bytes at decode time 90000:
//
//   prft  version 1, flags 24 (0x18): NTP time of capture of the frame at media time 90000
//   moof
//     mfhd  sequence
//     traf
//       tfhd  flags 0x020000 default-base-is-moof, track 1
//       tfdt  version 1, 0000000000015F90
//       trun  flags 0x000701: data offset, then duration, size and flags of each sample
//   mdat  7 bytes of samples, where trun's data offset points, counted from the first byte of moof
namespace tally::core {
namespace {

constexpr std::uint32_t kTrackId = 1;
constexpr std::uint32_t kDefaultBaseIsMoof = 0x020000;
constexpr std::uint32_t kTrunOffsetDurationSizeFlags = 0x000701;
constexpr std::uint32_t kSyncSample = 0x02000000;    // depends on no other
constexpr std::uint32_t kNonSyncSample = 0x01010000; // depends on others, is no sync sample

// 14496-12 §8.16.5: 24 says that the NTP time is that of the capture of the reference track's frame.
constexpr std::uint32_t kTimeOfCapture = 24;

void writeProducerReferenceTime(BoxWriter& out, const ChunkInput& chunk) {
    const auto box = out.box("prft", 1, kTimeOfCapture);
    out.u32(kTrackId);
    out.u64(toNtp(chunk.captured));
    out.u64(chunk.samples.front().decodeTime);
}

// Returns where the data offset stands, to be filled in when the size of the moof is known.
std::size_t writeTrackRun(BoxWriter& out, std::span<const Sample> samples) {
    const auto box = out.box("trun", 0, kTrunOffsetDurationSizeFlags);
    out.u32(static_cast<std::uint32_t>(samples.size()));
    const std::size_t offsetAt = out.size();
    out.u32(0);
    for (const Sample& sample : samples) {
        out.u32(sample.duration);
        out.u32(static_cast<std::uint32_t>(sample.data.size()));
        out.u32(sample.sync ? kSyncSample : kNonSyncSample);
    }
    return offsetAt;
}

std::size_t writeTrackFragment(BoxWriter& out, std::span<const Sample> samples) {
    const auto fragment = out.box("traf");
    {
        const auto header = out.box("tfhd", 0, kDefaultBaseIsMoof);
        out.u32(kTrackId);
    }
    {
        const auto decodeTime = out.box("tfdt", 1, 0);
        out.u64(samples.front().decodeTime);
    }
    return writeTrackRun(out, samples);
}

} // namespace

Bytes writeChunk(const ChunkInput& chunk) {
    constexpr std::uint32_t kMdatHeader = 8;
    BoxWriter out;
    writeProducerReferenceTime(out, chunk);
    const std::size_t moofStart = out.size();
    std::size_t offsetAt = 0;
    {
        const auto fragment = out.box("moof");
        {
            const auto header = out.box("mfhd", 0, 0);
            out.u32(chunk.sequence);
        }
        offsetAt = writeTrackFragment(out, chunk.samples);
    }
    out.patchU32(offsetAt, static_cast<std::uint32_t>(out.size() - moofStart) + kMdatHeader);
    {
        const auto data = out.box("mdat");
        for (const Sample& sample : chunk.samples) {
            out.bytes(sample.data);
        }
    }
    return out.take();
}

} // namespace tally::core
