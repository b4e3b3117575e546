// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_writer.h"
#include "core/cmaf/fragment_flags.h"
#include "core/cmaf/ntp_time.h"
#include "core/cmaf/writer.h"

#include <algorithm>

// What all samples of a chunk share stands in tfhd, once. Two samples of 4 and 3 bytes, 3000 ticks each, the first a
// key frame, at decode time 90000, captured at 2026-11-24T09:00:00.5Z, sequence 7:
//
//   00 00 00 20 70 72 66 74  01 00 00 18  00 00 00 01   prft v1, flags 24, track 1
//      EE AF D0 90 80 00 00 00                          NTP seconds since 1900, fraction
//      00 00 00 00 00 01 5F 90                          media time 90000
//   00 00 00 6C 6D 6F 6F 66                             moof
//   00 00 00 10 6D 66 68 64  00 00 00 00  00 00 00 07   mfhd, sequence
//   00 00 00 54 74 72 61 66                             traf
//   00 00 00 18 74 66 68 64  00 02 00 28  00 00 00 01   tfhd: base is moof, default duration and flags; track 1
//      00 00 0B B8  01 01 00 00                         3000 ticks, no sync sample
//   00 00 00 14 74 66 64 74  01 00 00 00                tfdt v1
//      00 00 00 00 00 01 5F 90                          90000
//   00 00 00 20 74 72 75 6E  00 00 02 05  00 00 00 02   trun: data offset, first sample's flags, sizes; 2 samples
//      00 00 00 74  02 00 00 00                         data 116 bytes behind the first of moof; a sync sample
//      00 00 00 04  00 00 00 03                         sizes
//   00 00 00 0F 6D 64 61 74  …                          mdat, 7 bytes of samples
namespace tally::core {
namespace {

constexpr std::uint32_t kTrackId = 1;

// 14496-12 §8.16.5: the NTP time is that of the capture of the frame at the media time.
constexpr std::uint32_t kTimeOfCapture = 24;

// What the run says for each sample, and what tfhd says for all.
struct RunLayout {
    bool sameDuration = false;
    bool sameFlags = false;    // of all but perhaps the first
    bool firstDiffers = false; // only with sameFlags
    std::uint32_t duration = 0;
    std::uint32_t flags = 0;
};

std::uint32_t flagsOf(const Sample& sample) {
    return sample.sync ? sample_flags::kSync : sample_flags::kNonSync;
}

RunLayout layOut(std::span<const Sample> samples) {
    const Sample& last = samples.back();
    const auto rest = samples.subspan(1);
    RunLayout layout{.duration = last.duration, .flags = flagsOf(last)};
    layout.sameDuration =
        std::all_of(samples.begin(), samples.end(), [&](const Sample& s) { return s.duration == last.duration; });
    layout.sameFlags = std::all_of(rest.begin(), rest.end(), [&](const Sample& s) { return s.sync == last.sync; });
    layout.firstDiffers = layout.sameFlags && samples.front().sync != last.sync;
    return layout;
}

void writeProducerReferenceTime(BoxWriter& out, const ChunkInput& chunk) {
    const auto box = out.box("prft", 1, kTimeOfCapture);
    out.u32(kTrackId);
    out.u64(toNtp(chunk.captured));
    out.u64(chunk.samples.front().decodeTime);
}

void writeFragmentHeader(BoxWriter& out, const RunLayout& layout) {
    std::uint32_t flags = tfhd::kDefaultBaseIsMoof;
    flags |= layout.sameDuration ? tfhd::kDefaultDuration : 0;
    flags |= layout.sameFlags ? tfhd::kDefaultFlags : 0;
    const auto box = out.box("tfhd", 0, flags);
    out.u32(kTrackId);
    if (layout.sameDuration) {
        out.u32(layout.duration);
    }
    if (layout.sameFlags) {
        out.u32(layout.flags);
    }
}

// Returns where the data offset stands, to be filled in when the size of the moof is known.
std::size_t writeTrackRun(BoxWriter& out, std::span<const Sample> samples, const RunLayout& layout) {
    std::uint32_t flags = trun::kDataOffset | trun::kSize;
    flags |= layout.firstDiffers ? trun::kFirstSampleFlags : 0;
    flags |= layout.sameDuration ? 0 : trun::kDuration;
    flags |= layout.sameFlags ? 0 : trun::kFlags;
    const auto box = out.box("trun", 0, flags);
    out.u32(static_cast<std::uint32_t>(samples.size()));
    const std::size_t offsetAt = out.size();
    out.u32(0);
    if (layout.firstDiffers) {
        out.u32(flagsOf(samples.front()));
    }
    for (const Sample& sample : samples) {
        if (!layout.sameDuration) {
            out.u32(sample.duration);
        }
        out.u32(static_cast<std::uint32_t>(sample.data.size()));
        if (!layout.sameFlags) {
            out.u32(flagsOf(sample));
        }
    }
    return offsetAt;
}

std::size_t writeTrackFragment(BoxWriter& out, std::span<const Sample> samples) {
    const RunLayout layout = layOut(samples);
    const auto fragment = out.box("traf");
    writeFragmentHeader(out, layout);
    {
        const auto decodeTime = out.box("tfdt", 1, 0);
        out.u64(samples.front().decodeTime);
    }
    return writeTrackRun(out, samples, layout);
}

// Returns where the data offset stands.
std::size_t writeMovieFragment(BoxWriter& out, const ChunkInput& chunk) {
    const auto fragment = out.box("moof");
    {
        const auto header = out.box("mfhd", 0, 0);
        out.u32(chunk.sequence);
    }
    return writeTrackFragment(out, chunk.samples);
}

} // namespace

Bytes writeChunk(const ChunkInput& chunk) {
    constexpr std::size_t kMdatHeader = 8;
    BoxWriter out;
    writeProducerReferenceTime(out, chunk);
    const std::size_t moofStart = out.size();
    const std::size_t offsetAt = writeMovieFragment(out, chunk);
    out.patchU32(offsetAt, static_cast<std::uint32_t>(out.size() - moofStart + kMdatHeader));
    {
        const auto data = out.box("mdat");
        for (const Sample& sample : chunk.samples) {
            out.bytes(sample.data);
        }
    }
    return out.take();
}

} // namespace tally::core
