// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/track_run.h"
#include "core/cmaf/writer.h"
#include "core/media/bytes.h"
#include "core/media/track_format.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

// Reads CMAF that comes from outside: every size is checked against what is there before it is used. Pure; any thread.
namespace tally::core {

struct BoxHeader;

// One init section: ftyp + moov of exactly one H.264 or AAC track.
struct InitSection {
    Bytes bytes; // whole boxes, as they came
    TrackFormat format;
    SampleDefaults defaults; // of trex, needed to read chunks of other writers
};

// One moof + mdat with what stood before it (styp, prft, emsg, sidx are kept in `bytes`).
struct Chunk {
    Bytes bytes;
    std::uint64_t decodeTime = 0; // tfdt, ticks
    std::uint64_t duration = 0;   // sum of the samples, ticks
    std::uint32_t samples = 0;
    bool startsWithSync = false;
    std::optional<CaptureTime> captured; // prft
};

// `bytes` end with moov. Error: truncated where more bytes may cure it, invalid, or notFound for a codec we do not
// carry (the detail says which we do).
Result<InitSection> parseInitSection(ByteView bytes);

// `bytes` end with mdat. Error: truncated where more bytes may cure it, else invalid: more than one traf, no tfdt, a
// run outside of the mdat or without a byte a sample, a decode time or an end beyond 100 years.
Result<Chunk> parseChunk(ByteView bytes, const InitSection& init);

struct ReaderLimits {
    std::size_t initBytes = std::size_t{64} * 1024;
    std::size_t chunkBytes = std::size_t{16} * 1024 * 1024;
    std::size_t boxesBetweenChunks = 16; // styp, prft, emsg, free … before a moof
};

// Cuts a byte stream of any fragmentation into init sections and chunks.
//
//   reader.push(bytes); while (auto item = reader.next()) { … }
//
// next() is an empty optional while more bytes are needed and an error once the stream broke a rule: a box beyond a
// limit, no box type, a chunk before any init section (HOSTILE H1–H3, H8, H19). After an error it stays one. What a
// file has besides (styp, sidx, mfra, free …) is passed over. Each byte is looked at once, however small the pieces,
// when next() is called until it is empty after each push.
class CmafReader {
public:
    using Item = std::variant<InitSection, Chunk>;

    // With `init` the stream may begin with a chunk: a publisher's later request (our uplink's short bodies).
    explicit CmafReader(ReaderLimits limits = {}, std::optional<InitSection> init = std::nullopt);

    void push(ByteView bytes);
    Result<std::optional<Item>> next();

    // Bytes held that are not yet a whole item; not 0 at the end of a body means it was cut.
    std::size_t pending() const;

private:
    Result<std::optional<Item>> scan();
    Status check(const BoxHeader& header) const;
    ByteView item() const;
    void startItem();
    Result<std::optional<Item>> takeInit();
    Result<std::optional<Item>> takeChunk();

    ReaderLimits m_limits;
    std::optional<InitSection> m_init;
    Bytes m_buffer;
    std::size_t m_consumed = 0; // of m_buffer: handed out
    std::size_t m_scanned = 0;  // of m_buffer: whole boxes seen
    std::size_t m_boxes = 0;    // in the item that is growing
    std::optional<Error> m_failure;
};

} // namespace tally::core
