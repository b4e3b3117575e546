// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes, init sections and chunks from outside, whole and in pieces.
#include "core/cmaf/reader.h"
#include "core/cmaf/writer.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/property.h"

#include <limits>

namespace core = tally::core;
using tally::fuzz::require;

namespace {

struct Read {
    std::vector<core::CmafReader::Item> items;
    std::string failure;     // empty: the stream may go on
    std::size_t pending = 0; // meaningless after a failure
};

void drain(core::CmafReader& reader, Read& read) {
    for (;;) {
        auto item = reader.next();
        if (!item) {
            read.failure = item.error().detail;
            return;
        }
        read.pending = reader.pending();
        if (!*item) {
            return;
        }
        read.items.push_back(std::move(**item));
    }
}

bool same(const core::CmafReader::Item& a, const core::CmafReader::Item& b) {
    if (a.index() != b.index()) {
        return false;
    }
    if (const auto* init = std::get_if<core::InitSection>(&a)) {
        return init->bytes == std::get<core::InitSection>(b).bytes;
    }
    const auto& chunk = std::get<core::Chunk>(a);
    const auto& other = std::get<core::Chunk>(b);
    return chunk.bytes == other.bytes && chunk.decodeTime == other.decodeTime && chunk.duration == other.duration &&
           chunk.samples == other.samples && chunk.startsWithSync == other.startsWithSync &&
           chunk.captured == other.captured;
}

void checkInit(const core::InitSection& init) {
    const auto again = core::parseInitSection(init.bytes);
    require(again && again->format == init.format, "an init section that was handed out reads as the same");
    const auto written = core::parseInitSection(core::writeInitSection(init.format));
    require(written && written->format == init.format, "a format that was read can be written");
}

void checkChunk(const core::Chunk& chunk, const core::InitSection& init) {
    const auto again = core::parseChunk(chunk.bytes, init);
    require(again && same(*again, chunk), "a chunk that was handed out reads as the same");
    require(chunk.samples > 0, "a chunk has samples");
    constexpr std::uint64_t kLatest = std::numeric_limits<std::int64_t>::max();
    require(chunk.decodeTime <= kLatest && chunk.duration <= kLatest - chunk.decodeTime, "a chunk ends before 2^63");
    const std::size_t cut = (chunk.decodeTime + chunk.bytes.size() / 2) % chunk.bytes.size();
    const auto part = core::parseChunk(core::ByteView(chunk.bytes).first(cut), init);
    require(!part && part.error().code == core::ErrorCode::truncated, "a chunk that is cut needs more");
}

void checkItems(const Read& read, std::size_t inputBytes) {
    std::size_t bytes = 0;
    const core::InitSection* init = nullptr;
    for (const auto& item : read.items) {
        if (const auto* section = std::get_if<core::InitSection>(&item)) {
            init = section;
            checkInit(*init);
            bytes += init->bytes.size();
        } else {
            require(init != nullptr, "no chunk comes before an init section");
            checkChunk(std::get<core::Chunk>(item), *init);
            bytes += std::get<core::Chunk>(item).bytes.size();
        }
    }
    require(bytes <= inputBytes, "what is handed out was there");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // Small limits, so that small inputs reach them.
    constexpr core::ReaderLimits kLimits{.initBytes = 2048, .chunkBytes = 8192, .boxesBetweenChunks = 8};
    const core::ByteView bytes = std::as_bytes(std::span(data, size));
    Read whole;
    core::CmafReader atOnce(kLimits);
    atOnce.push(bytes);
    drain(atOnce, whole);
    Read cut;
    core::CmafReader inPieces(kLimits);
    for (const core::ByteView piece : tally::fuzz::piecesOf(bytes)) {
        inPieces.push(piece);
        drain(inPieces, cut);
    }
    require(whole.failure == cut.failure, "how a stream is cut changes no failure");
    require(!whole.failure.empty() || whole.pending == cut.pending, "how a stream is cut changes no rest");
    require(std::equal(whole.items.begin(), whole.items.end(), cut.items.begin(), cut.items.end(), same),
            "how a stream is cut changes no item");
    checkItems(whole, size);
    return 0;
}
