// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the fuzzers' first inputs: fuzz_seeds FOLDER makes a folder for each kind of input. What can be read as text
// stands in tests/fuzz/seeds and tests/vectors instead.
#include "core/cmaf/writer.h"
#include "server/live/part_record.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/hostile/cmaf_streams.h"
#include "tests/hostile/http_requests.h"

#include <cstring>
#include <filesystem>
#include <fstream>

namespace {

using namespace tally;
using core::Bytes;

// Numbered files of one kind.
class SeedFolder {
public:
    explicit SeedFolder(std::filesystem::path path) : m_path(std::move(path)) {
        std::filesystem::create_directories(m_path);
    }

    void add(std::string_view bytes) {
        std::ofstream file(m_path / std::to_string(m_count++), std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    void add(const Bytes& bytes) { add({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); }

private:
    std::filesystem::path m_path;
    int m_count = 0;
};

Bytes chunk(std::uint64_t decodeTime, std::uint32_t duration, std::size_t count) {
    const auto captured = core::CaptureTime(std::chrono::seconds(1'795'510'800));
    return core::writeChunk(
        {.sequence = 1, .captured = captured, .samples = test::samples(count, decodeTime, duration, count, 2)});
}

void writeCmaf(SeedFolder folder) {
    for (const auto& streams :
         {test::impossibleBoxes(), test::endlessChains(), test::overflowingCounts(), test::codesPastTables(),
          test::hugeSizes(), test::impossibleTimes(), test::mediaOutOfOrder()}) {
        for (const test::HostileStream& stream : streams) {
            folder.add(stream.bytes);
        }
    }
    folder.add(test::goodStream());
    const Bytes video = core::writeInitSection(test::videoFormat());
    const Bytes audio = core::writeInitSection(test::audioFormat());
    folder.add(test::joined({audio, chunk(0, 1024, 10), chunk(10240, 1024, 10)}));
    // Two seconds of one start, then another.
    folder.add(test::joined({video, chunk(0, 18000, 1), chunk(18000, 18000, 1), chunk(90000, 18000, 1),
                             chunk(180000, 18000, 1), video, video, chunk(0, 18000, 1)}));
    // What other writers send: a 64-bit mdat, absolute offsets, rows with everything in them, an index at the end.
    const Bytes traf = test::joined({test::box("tfhd", test::hex("0000003b 00000001 0000000000001000 00000001 00000bb8 "
                                                                 "00000008 01010000")),
                                     test::box("tfdt", test::hex("00000000 00015f90")),
                                     test::box("trun", test::hex("00000f01 00000001 00000070 00000bb8 00000004 "
                                                                 "02000000 00000000")),
                                     test::box("trun", test::hex("00000205 00000001 00000074 02000000 00000004"))});
    folder.add(test::joined({video, test::box("styp", test::hex("6d736468 00000000")), test::box("moof", traf),
                             test::hex("00000001 6d646174 0000000000000018"), Bytes(8), test::box("mfra", {})}));
}

void writeCodecConfigs(SeedFolder folder) {
    for (const char* const config : {"11 90", "12 10", "16 90", "17 80 00 bb 80 10", "f9 46 40", "11 80", "11 f8"}) {
        folder.add(test::hex(config));
    }
    const Bytes esds = test::hex("00000000 03 80808022 0001 00 04 80808014 40 15 000000 00000000 00000000 05 80808002 "
                                 "1190 06 80808001 02");
    folder.add(esds);
    folder.add(test::hex("00000000 03 19 0001 e0 0002 01 41 0003 04 11 40 15 000000 00000000 00000000 05 02 1190"));
    folder.add(test::hex("00000000 03 19 0001 00 04 11 6b 15 000000 00000000 00000000 05 02 1190"));
}

void writePictures(SeedFolder images, SeedFolder frames) {
    const Bytes ihdr = test::hex("89504e470d0a1a0a 0000000d 49484452 00000500 000002d0 0806000000 00000000");
    const Bytes iend = test::hex("00000000 49454e44 ae426082");
    images.add(test::joined({ihdr, iend}));
    images.add(
        test::joined({test::hex("89504e470d0a1a0a 0000000d 49484452 ffffffff ffffffff 0806000000 00000000"), iend}));
    images.add(test::hex("ffd8 ffe0 0004 0000 ffff c4 0003 00 ffd0 ffc0 000b 08 02d0 0500 03 000000 ffda 0002 ffd9"));
    images.add(test::hex("ffd8 ffda 0002 ffd9"));
    frames.add(test::hex("01 01 0002 000000003b9aca00 ffd8"));
    frames.add(test::hex("01 00 0000 0000000000000000"));
}

void writeJournals(SeedFolder folder) {
    folder.add(test::hex("03000000 b73f4b36 616263"));
    folder.add(test::hex("03000000 b73f4b36 616263 03000000 00000000 616263"));
    folder.add(test::hex("ffffffff 00000000 616263"));
}

void writeIndexes(SeedFolder folder) {
    std::string index;
    for (std::uint64_t i = 0; i < 12; ++i) {
        server::live::PartRecord record;
        record.flags = i % 5 == 0 ? server::live::PartRecord::kIndependent : 0;
        record.msn = 1 + i / 5 + (i > 9 ? 3 : 0); // with a gap
        record.offset = i * 100;
        record.bytes = 100;
        record.init = 1;
        record.decodeTime = i / 5 * 90'000;
        record.lastDecodeTime = i * 18'000;
        record.endDecodeTime = (i + 1) * 18'000;
        record.programDateTimeMs = 1'795'510'800'000 + static_cast<std::int64_t>(i / 5) * 1000;
        record.seconds = 0.2;
        std::string bytes(sizeof(record), '\0');
        std::memcpy(bytes.data(), &record, sizeof(record));
        index += bytes;
    }
    folder.add(index);
    folder.add(index.substr(0, index.size() - 7));
    folder.add(R"({"anchor":{"session":"start","baseMsn":1,"gridOrigin":0,"zero":"2026-11-24T09:00:00.000Z",)"
               R"("discontinuity":true,"discontinuities":1},"init":1})");
}

void writeRequests(SeedFolder requests, SeedFolder addresses) {
    for (const auto& list :
         {test::hugeAddresses(), test::waysOutOfAFolder(), test::ambiguousFraming(), test::plainRequests()}) {
        for (const test::HostileRequest& request : list) {
            requests.add(request.raw);
        }
    }
    for (const test::HostileRequest& request : test::waysOutOfAFolder()) {
        const std::string_view target = std::string_view(request.raw).substr(4);
        addresses.add(target.substr(0, target.find(' ')));
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        return 1;
    }
    const std::filesystem::path folder = arguments[1];
    writeCmaf(SeedFolder(folder / "cmaf"));
    writeCodecConfigs(SeedFolder(folder / "codec_config"));
    writePictures(SeedFolder(folder / "image"), SeedFolder(folder / "preview_frame"));
    writeJournals(SeedFolder(folder / "journal"));
    writeIndexes(SeedFolder(folder / "index"));
    writeRequests(SeedFolder(folder / "http"), SeedFolder(folder / "address"));
    return 0;
}
