// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box.h"
#include "core/cmaf/byte_cursor.h"
#include "core/cmaf/ntp_time.h"
#include "core/cmaf/reader.h"
#include "core/cmaf/track_run.h"

#include <algorithm>
#include <limits>

namespace tally::core {
namespace {

// HOSTILE H14: no decode time lies further from 0 than a hundred years, be it counted from 1970. Whoever adds it to a
// wall clock need not fear for the sum.
std::uint64_t latestTime(std::uint32_t timescale) {
    constexpr std::uint64_t kSeconds = 100ULL * 366 * 24 * 3600;
    return std::min<std::uint64_t>(kSeconds * timescale, std::numeric_limits<std::int64_t>::max()); // ticks
}

// The boxes of one chunk, found at the top level.
struct ChunkBoxes {
    std::optional<Box> prft;
    std::optional<Box> moof;
    std::optional<Box> mdat;
};

Result<ChunkBoxes> findChunkBoxes(ByteView bytes) {
    ChunkBoxes found;
    BoxIterator boxes(bytes, ErrorCode::truncated);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return found.mdat ? Result<ChunkBoxes>(found) : fail(ErrorCode::truncated, "a chunk is a moof and an mdat");
        }
        if (found.mdat) {
            return fail(ErrorCode::invalid, "'" + boxName((*box)->type) + "' follows the mdat of a chunk");
        }
        if ((*box)->type == boxType("prft")) {
            found.prft = **box;
        } else if ((*box)->type == boxType("moof") && !found.moof) {
            found.moof = **box;
        } else if ((*box)->type == boxType("mdat") && found.moof) {
            found.mdat = **box;
        } else if ((*box)->type == boxType("moof") || (*box)->type == boxType("mdat")) {
            return fail(ErrorCode::invalid, "a chunk is one moof and then one mdat");
        }
    }
}

Result<Box> onlyFragment(ByteView moof) {
    std::optional<Box> fragment;
    BoxIterator boxes(moof);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return fragment ? Result<Box>(*fragment) : fail(ErrorCode::invalid, "moof has no traf");
        }
        if ((*box)->type == boxType("traf")) {
            if (fragment) {
                return fail(ErrorCode::invalid, "moof has several tracks; send each track on its own");
            }
            fragment = **box;
        }
    }
}

Result<std::uint64_t> readDecodeTime(ByteView traf, std::uint64_t latest) {
    const auto box = requireBox(traf, {"tfdt"});
    if (!box) {
        return propagate(box);
    }
    ByteCursor cursor(box->body);
    const std::uint8_t version = cursor.u8();
    cursor.skip(3);
    const std::uint64_t time = version == 1 ? cursor.u64() : cursor.u32();
    if (cursor.failed() || time > latest) {
        return fail(ErrorCode::invalid, "tfdt is cut or out of range");
    }
    return time;
}

// Checks that the samples of the runs of one fragment lie inside its mdat, one run after the other.
class MediaPlacement {
public:
    MediaPlacement(const Box& moof, const Box& mdat, bool absoluteOffsets)
        : m_begin(mdat.body.data() - moof.whole.data()),
          m_end(m_begin + static_cast<std::int64_t>(mdat.body.size())),
          m_absoluteOffsets(absoluteOffsets) {
        // Where the sender's file began is not known to a stream: such runs are checked by their sum alone.
        m_next = absoluteOffsets ? m_begin : 0;
    }

    bool add(const TrackRun& run) {
        if (run.dataOffset && !m_absoluteOffsets) {
            m_next = *run.dataOffset;
        }
        if (m_next < m_begin || m_next > m_end || run.bytes > static_cast<std::uint64_t>(m_end - m_next)) {
            return run.bytes == 0;
        }
        m_next += static_cast<std::int64_t>(run.bytes);
        return true;
    }

private:
    std::int64_t m_begin; // of the mdat's body, from the first byte of moof
    std::int64_t m_end;
    std::int64_t m_next = 0; // where a run without a data offset begins
    bool m_absoluteOffsets;
};

Status addRun(const TrackRun& run, MediaPlacement& placement, std::uint64_t latest, Chunk& chunk) {
    if (!placement.add(run)) {
        return fail(ErrorCode::invalid, "trun lists samples outside of the mdat");
    }
    if (run.samples > run.bytes) { // HOSTILE H4: a count that nothing stands for
        return fail(ErrorCode::invalid, "trun lists samples without a byte");
    }
    if (run.duration > latest - chunk.decodeTime - chunk.duration ||
        run.samples > std::numeric_limits<std::uint32_t>::max() - chunk.samples) {
        return fail(ErrorCode::invalid, "the samples of a chunk last longer than time itself");
    }
    if (chunk.samples == 0) {
        chunk.startsWithSync = run.startsWithSync;
    }
    chunk.samples += run.samples;
    chunk.duration += run.duration;
    return {};
}

Status readRuns(ByteView traf, const FragmentHeader& header, MediaPlacement placement, std::uint64_t latest,
                Chunk& chunk) {
    BoxIterator boxes(traf);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return chunk.samples > 0 ? Status() : Status(fail(ErrorCode::invalid, "moof has no sample"));
        }
        if ((*box)->type != boxType("trun")) {
            continue;
        }
        const auto run = parseTrackRun((*box)->body, header.defaults);
        Status added = run ? addRun(*run, placement, latest, chunk) : Status(propagate(run));
        if (!added) {
            return added;
        }
    }
}

Status readFragment(const Box& moof, const Box& mdat, const InitSection& init, Chunk& chunk) {
    const auto traf = onlyFragment(moof.body);
    if (!traf) {
        return propagate(traf);
    }
    const std::uint64_t latest = latestTime(init.format.timescale);
    const auto time = readDecodeTime(traf->body, latest);
    if (!time) {
        return propagate(time);
    }
    const auto tfhd = requireBox(traf->body, {"tfhd"});
    const auto header = tfhd ? parseFragmentHeader(tfhd->body, init.defaults) : propagate(tfhd);
    if (!header) {
        return propagate(header);
    }
    chunk.decodeTime = *time;
    return readRuns(traf->body, *header, MediaPlacement(moof, mdat, header->absoluteOffsets), latest, chunk);
}

// 14496-12 §8.16.5
std::optional<CaptureTime> readCaptureTime(ByteView prft) {
    ByteCursor cursor(prft);
    cursor.skip(8); // version, flags, track
    const std::uint64_t ntp = cursor.u64();
    return cursor.failed() ? std::nullopt : std::optional(fromNtp(ntp));
}

} // namespace

Result<Chunk> parseChunk(ByteView bytes, const InitSection& init) {
    const auto boxes = findChunkBoxes(bytes);
    if (!boxes) {
        return propagate(boxes);
    }
    Chunk chunk;
    if (const auto fragment = readFragment(*boxes->moof, *boxes->mdat, init, chunk); !fragment) {
        return propagate(fragment);
    }
    if (boxes->prft) {
        chunk.captured = readCaptureTime(boxes->prft->body);
    }
    chunk.bytes.assign(bytes.begin(), bytes.end());
    return chunk;
}

} // namespace tally::core
