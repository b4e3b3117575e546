// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hostile/cmaf_streams.h"

#include "core/cmaf/writer.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"

#include <string_view>

namespace tally::test {
namespace {

using core::Bytes;

Bytes videoInit() {
    return core::writeInitSection(videoFormat());
}

Bytes chunkAt(std::uint64_t decodeTime) {
    return core::writeChunk({.sequence = 1, .captured = {}, .samples = samples(6, decodeTime, 3000, 6, 4)});
}

Bytes behindAGoodChunk(std::string_view hexBytes) {
    return joined({videoInit(), chunkAt(0), hex(hexBytes)});
}

// A fragment whose tfdt and trun have these bodies, with eight bytes of media.
Bytes fragment(std::string_view tfdt, std::string_view trun) {
    const Bytes traf = joined({box("tfhd", hex("00020000 00000001")), box("tfdt", hex(tfdt)), box("trun", hex(trun))});
    return joined({videoInit(), box("moof", box("traf", traf)), box("mdat", Bytes(8))});
}

Bytes counted(std::string_view trun) {
    return fragment("01000000 0000000000000000", trun);
}

Bytes audioInit(std::string_view audioSpecificConfig) {
    core::TrackFormat format = audioFormat();
    format.codecConfig = hex(audioSpecificConfig);
    return core::writeInitSection(format);
}

Bytes nested(int depth) {
    Bytes inner;
    for (int i = 0; i < depth; ++i) {
        inner = box("moov", inner);
    }
    return inner;
}

Bytes chainOf(std::string_view type, int count) {
    Bytes chain = videoInit();
    for (int i = 0; i < count; ++i) {
        chain = joined({chain, box(type, {})});
    }
    return chain;
}

} // namespace

std::vector<HostileStream> impossibleBoxes() {
    return {
        {"size 0", behindAGoodChunk("00000000 6d646174")},
        {"size 1 without 64 bits", behindAGoodChunk("00000001 6d646174 0000000000000000")},
        {"size 2", behindAGoodChunk("00000002 6d6f6f66")},
        {"size 7", behindAGoodChunk("00000007 6d6f6f66")},
        {"64-bit size 15", behindAGoodChunk("00000001 6d646174 000000000000000f")},
        {"2^32-1", behindAGoodChunk("ffffffff 6d6f6f66")},
        {"2^63", behindAGoodChunk("00000001 6d6f6f66 8000000000000000")},
        {"2^64-1", behindAGoodChunk("00000001 6d6f6f66 ffffffffffffffff")},
        {"a child beyond its parent", behindAGoodChunk("00000010 6d6f6f76 00000010 7472616b")},
        {"nested past 64", nested(100)},
    };
}

std::vector<HostileStream> endlessChains() {
    return {
        {"empty boxes", chainOf("free", 40)},
        {"prft without media", chainOf("prft", 40)},
        {"events without media", chainOf("emsg", 40)},
        {"moof without mdat", chainOf("moof", 40)},
    };
}

std::vector<HostileStream> overflowingCounts() {
    return {
        {"2^32-1 rows that are not there", counted("00000301 ffffffff 00000058 00000bb8 00000008")},
        {"2^30 rows of 16 bytes", counted("00000f00 40000000")},
        {"2^32-1 samples of the default size", counted("00000001 ffffffff 00000058")},
        {"sizes whose sum wraps 32 bits", counted("00000301 00000002 00000060 00000bb8 ffffffff 00000bb8 00000009")},
        {"an offset of -2^31", counted("00000301 00000001 80000000 00000bb8 00000008")},
    };
}

std::vector<HostileStream> codesPastTables() {
    return {
        {"AAC rate 13", audioInit("16 90")},
        {"AAC rate 14", audioInit("17 10")},
        {"AAC rate 15 and 0 Hz", audioInit("17 80 00 00 10")},
        {"AAC channels 0", audioInit("11 80")},
        {"AAC channels 15", audioInit("11 f8")},
        {"AAC configuration of one byte", audioInit("11")},
    };
}

std::vector<HostileStream> hugeSizes() {
    return {
        {"an init section of 1 MiB", joined({hex("00100000 6d6f6f76")})},
        {"a chunk of 1 GiB", behindAGoodChunk("40000000 6d646174")},
        {"an mdat of 2^40", behindAGoodChunk("00000001 6d646174 0000010000000000")},
    };
}

std::vector<HostileStream> impossibleTimes() {
    constexpr std::string_view kRun = "00000301 00000001 00000058 00000bb8 00000008";
    return {
        {"2^64-1", fragment("01000000 ffffffffffffffff", kRun)},
        {"2^63", fragment("01000000 8000000000000000", kRun)},
        {"an end beyond 2^63", fragment("01000000 7fffffffffffffff", kRun)},
    };
}

std::vector<HostileStream> mediaOutOfOrder() {
    const Bytes otherCodec = [] {
        Bytes init = videoInit();
        for (std::size_t i = 0; i + 4 <= init.size(); ++i) {
            if (hexText(core::ByteView(init).subspan(i, 4)) == "61 76 63 31") { // avc1
                init[i] = std::byte{'h'};
                init[i + 1] = std::byte{'v'};
            }
        }
        return init;
    }();
    return {
        {"media before the init section", chunkAt(0)},
        {"mdat before moof", joined({videoInit(), box("mdat", Bytes(8)), box("moof", {})})},
        {"another codec in mid-stream", joined({videoInit(), chunkAt(0), otherCodec, chunkAt(18000)})},
        {"no CMAF at all", hex("00000010 72696666 0000000000000000")},
    };
}

Bytes goodStream() {
    return joined({videoInit(), chunkAt(0), chunkAt(18000), chunkAt(36000)});
}

} // namespace tally::test
