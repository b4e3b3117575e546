// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_cursor.h"
#include "core/cmaf/ntp_time.h"
#include "core/cmaf/reader.h"

#include <algorithm>
#include <limits>

namespace tally::core {
namespace {

constexpr std::uint32_t kNonSyncSample = 0x00010000;

// What tfhd and trex say of samples whose trun does not (14496-12 §8.8.7).
struct SampleDefaults {
    std::uint32_t duration = 0;
    std::uint32_t size = 0;
    std::uint32_t flags = 0;
};

SampleDefaults readFragmentHeader(ByteCursor& cursor, const InitSection& init) {
    SampleDefaults defaults{init.defaultSampleDuration, init.defaultSampleSize, init.defaultSampleFlags};
    const std::uint32_t flags = cursor.u32() & 0xFFFFFF;
    cursor.skip(4);                               // track
    cursor.skip((flags & 0x000001) != 0 ? 8 : 0); // base data offset
    cursor.skip((flags & 0x000002) != 0 ? 4 : 0); // sample description
    defaults.duration = (flags & 0x000008) != 0 ? cursor.u32() : defaults.duration;
    defaults.size = (flags & 0x000010) != 0 ? cursor.u32() : defaults.size;
    defaults.flags = (flags & 0x000020) != 0 ? cursor.u32() : defaults.flags;
    return defaults;
}

// Sums over the runs of one fragment. Counts come from outside: a run of constant samples is multiplied, not walked,
// and sums stay in 64 bits since count and each term have 32 (HOSTILE H4).
struct RunSums {
    std::uint64_t samples = 0;
    std::uint64_t duration = 0;
    std::uint64_t bytes = 0;
    std::optional<bool> startsWithSync;
};

Status addRun(ByteView body, const SampleDefaults& defaults, RunSums& sums) {
    ByteCursor cursor(body);
    const std::uint32_t flags = cursor.u32() & 0xFFFFFF;
    const std::uint32_t count = cursor.u32();
    cursor.skip((flags & 0x000001) != 0 ? 4 : 0); // data offset
    const std::uint32_t firstFlags = (flags & 0x000004) != 0 ? cursor.u32() : defaults.flags;
    const std::size_t columns =
        static_cast<std::size_t>((flags & 0x100) != 0) + static_cast<std::size_t>((flags & 0x200) != 0) +
        static_cast<std::size_t>((flags & 0x400) != 0) + static_cast<std::size_t>((flags & 0x800) != 0);
    if (cursor.failed() || columns * 4 * std::uint64_t{count} > cursor.rest().size()) {
        return fail(ErrorCode::truncated, "trun has fewer samples than it says");
    }
    if (!sums.startsWithSync && count > 0) {
        sums.startsWithSync = (firstFlags & kNonSyncSample) == 0;
    }
    if ((flags & 0x700) == 0) {
        sums.duration += std::uint64_t{count} * defaults.duration;
        sums.bytes += std::uint64_t{count} * defaults.size;
        sums.samples += count;
        return {};
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        sums.duration += (flags & 0x100) != 0 ? cursor.u32() : defaults.duration;
        sums.bytes += (flags & 0x200) != 0 ? cursor.u32() : defaults.size;
        const std::uint32_t sampleFlags = (flags & 0x400) != 0 ? cursor.u32() : defaults.flags;
        cursor.skip((flags & 0x800) != 0 ? 4 : 0);
        if (sums.samples + i == 0 && (flags & 0x004) == 0) {
            sums.startsWithSync = (sampleFlags & kNonSyncSample) == 0;
        }
    }
    sums.samples += count;
    return {};
}

Result<std::uint64_t> readDecodeTime(ByteView traf) {
    const auto box = findBox(traf, "tfdt");
    if (!box) {
        return propagate(box);
    }
    ByteCursor cursor(box->body);
    const std::uint8_t version = cursor.u8();
    cursor.skip(3);
    const std::uint64_t time = version == 1 ? cursor.u64() : cursor.u32();
    if (cursor.failed() || time > std::numeric_limits<std::int64_t>::max()) { // HOSTILE H14
        return fail(ErrorCode::invalid, "tfdt is cut or out of range");
    }
    return time;
}

Result<RunSums> readRuns(ByteView traf, const InitSection& init) {
    const auto header = findBox(traf, "tfhd");
    if (!header) {
        return propagate(header);
    }
    ByteCursor cursor(header->body);
    const SampleDefaults defaults = readFragmentHeader(cursor, init);
    if (cursor.failed()) {
        return fail(ErrorCode::truncated, "tfhd is cut");
    }
    RunSums sums;
    BoxIterator boxes(traf);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return sums;
        }
        if ((*box)->type == boxType("trun")) {
            if (const auto run = addRun((*box)->body, defaults, sums); !run) {
                return propagate(run);
            }
        }
    }
}

Status readFragment(ByteView moof, const InitSection& init, Chunk& chunk, std::uint64_t& mediaBytes) {
    BoxIterator boxes(moof);
    bool found = false;
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return found ? Status() : Status(fail(ErrorCode::invalid, "moof has no traf"));
        }
        if ((*box)->type != boxType("traf")) {
            continue;
        }
        if (found) {
            return fail(ErrorCode::invalid, "moof has several tracks; send each track on its own");
        }
        found = true;
        const auto time = readDecodeTime((*box)->body);
        const auto sums = time ? readRuns((*box)->body, init) : Result<RunSums>(propagate(time));
        if (!sums) {
            return propagate(sums);
        }
        if (sums->samples == 0 || sums->duration > std::numeric_limits<std::int64_t>::max() - *time) {
            return fail(ErrorCode::invalid, "moof has no sample, or durations out of range");
        }
        chunk.decodeTime = *time;
        chunk.duration = sums->duration;
        chunk.samples = static_cast<std::uint32_t>(std::min<std::uint64_t>(sums->samples, UINT32_MAX));
        chunk.startsWithSync = sums->startsWithSync.value_or(false);
        mediaBytes = sums->bytes;
    }
}

// 14496-12 §8.16.5
std::optional<CaptureTime> readCaptureTime(ByteView body) {
    ByteCursor cursor(body);
    cursor.skip(8);
    const std::uint64_t ntp = cursor.u64();
    return cursor.failed() ? std::nullopt : std::optional(fromNtp(ntp));
}

} // namespace

Result<Chunk> parseChunk(ByteView bytes, const InitSection& init) {
    Chunk chunk;
    std::optional<std::uint64_t> mediaBytes;
    BoxIterator boxes(bytes);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return fail(ErrorCode::truncated, "a chunk is a moof and an mdat");
        }
        if ((*box)->type == boxType("prft")) {
            chunk.captured = readCaptureTime((*box)->body);
        } else if ((*box)->type == boxType("moof")) {
            mediaBytes.emplace(0);
            if (const auto fragment = readFragment((*box)->body, init, chunk, *mediaBytes); !fragment) {
                return propagate(fragment);
            }
        } else if ((*box)->type == boxType("mdat")) {
            if (!mediaBytes || *mediaBytes > (*box)->body.size()) {
                return fail(ErrorCode::invalid, "mdat is smaller than the samples its moof lists");
            }
            chunk.bytes.assign(bytes.begin(), bytes.end());
            return chunk;
        }
    }
}

} // namespace tally::core
