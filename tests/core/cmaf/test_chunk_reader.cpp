// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "core/time/wall_time.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;
using core::Bytes;
using core::ErrorCode;

namespace {

const Bytes kTfhd = test::box("tfhd", test::hex("00020000 00000001"));
const Bytes kTfdt = test::box("tfdt", test::hex("01000000 0000000000015f90"));
const Bytes kMdat = test::box("mdat", Bytes(8));

Bytes trun(std::string_view hex) {
    return test::box("trun", test::hex(hex));
}

// One fragment of the given boxes, and eight bytes of media behind it.
Bytes chunkOf(std::initializer_list<Bytes> trafBoxes) {
    return test::joined({test::box("moof", test::box("traf", test::joined(trafBoxes))), kMdat});
}

core::InitSection videoInit() {
    return *core::parseInitSection(core::writeInitSection(test::videoFormat()));
}

} // namespace

class TestChunkReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheWriterWrote_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("firstIsSync");
        QTest::newRow("one key frame") << 1 << true;
        QTest::newRow("one frame") << 1 << false;
        QTest::newRow("a part that begins a segment") << 6 << true;
        QTest::newRow("a part within one") << 6 << false;
    }
    void readsWhatTheWriterWrote() {
        QFETCH(int, count);
        QFETCH(bool, firstIsSync);
        auto samples = test::samples(static_cast<std::size_t>(count), 90000, 3000, 100);
        samples[0].sync = firstIsSync;
        const core::CaptureTime captured = *core::parseRfc3339("2026-11-24T09:00:00.123Z");
        const Bytes bytes = core::writeChunk({.sequence = 3, .captured = captured, .samples = samples});
        const auto chunk = core::parseChunk(bytes, videoInit());
        QVERIFY2(chunk, test::detailOf(chunk));
        QCOMPARE(chunk->decodeTime, std::uint64_t{90000});
        QCOMPARE(chunk->duration, std::uint64_t{3000} * static_cast<std::uint64_t>(count));
        QCOMPARE(chunk->samples, static_cast<std::uint32_t>(count));
        QCOMPARE(chunk->startsWithSync, firstIsSync);
        QVERIFY(*chunk->captured == captured);
        QCOMPARE(chunk->bytes, bytes);
    }

    void everyTruncationNeedsMore() { // HOSTILE H3
        const Bytes bytes =
            core::writeChunk({.sequence = 1, .captured = {}, .samples = test::samples(6, 0, 3000, 6, 50)});
        const core::InitSection init = videoInit();
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            const auto chunk = core::parseChunk(core::ByteView(bytes).first(length), init);
            QVERIFY(!chunk);
            QCOMPARE(chunk.error().code, ErrorCode::truncated);
        }
    }

    void readsSeveralRunsAndDefaultsOfTheMovie() {
        core::InitSection init = videoInit();
        init.defaults = {.duration = 3000, .size = 2, .flags = 0x01010000};
        // moof: 8 + traf 8 + tfhd 16 + tfdt 20 + two trun of 20 and 16 = 88; the second run follows the first.
        const auto chunk = core::parseChunk(
            chunkOf({kTfhd, kTfdt, trun("00000001 00000003 00000060"), trun("00000000 00000001")}), init);
        QVERIFY2(chunk, test::detailOf(chunk));
        QCOMPARE(chunk->samples, 4U);
        QCOMPARE(chunk->duration, std::uint64_t{12000});
        QVERIFY(!chunk->startsWithSync);
        QVERIFY(!chunk->captured);
    }

    void readsFilesWithAbsoluteOffsets() { // ffmpeg without default_base_moof
        const Bytes tfhd =
            test::box("tfhd", test::hex("00000039 00000001 0000000000abcdef 00000bb8 00000008 02000000"));
        const auto chunk = core::parseChunk(chunkOf({tfhd, kTfdt, trun("00000001 00000001 00000070")}), videoInit());
        QVERIFY2(chunk, test::detailOf(chunk));
        QCOMPARE(chunk->duration, std::uint64_t{3000});
    }

    void readsA64BitMdat() {
        const Bytes moof = test::box(
            "moof",
            test::box("traf", test::joined({kTfhd, kTfdt, trun("00000301 00000001 00000060 00000bb8 00000008")})));
        const auto chunk = core::parseChunk(
            test::joined({moof, test::hex("00000001 6d646174 0000000000000018"), Bytes(8)}), videoInit());
        QVERIFY2(chunk, test::detailOf(chunk));
    }

    void refusesWhatIsNotOneChunk_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("detail");
        const auto add = [](const char* name, const Bytes& bytes, const char* detail) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                              static_cast<qsizetype>(bytes.size()))
                                << QByteArray(detail);
        };
        const Bytes run = trun("00000301 00000001 00000058 00000bb8 00000008");
        const Bytes traf = test::box("traf", test::joined({kTfhd, kTfdt, run}));
        const Bytes moof = test::box("moof", traf);
        add("mdat before moof", test::joined({kMdat, moof}), "a chunk is one moof and then one mdat");
        add("two moofs", test::joined({moof, moof, kMdat}), "a chunk is one moof and then one mdat");
        add("something behind", test::joined({moof, kMdat, test::box("free", {})}),
            "'free' follows the mdat of a chunk");
        add("two tracks", test::joined({test::box("moof", test::joined({traf, traf})), kMdat}),
            "moof has several tracks; send each track on its own");
        add("no track", test::joined({test::box("moof", {}), kMdat}), "moof has no traf");
        add("no tfdt", chunkOf({kTfhd, run}), "box 'tfdt' is missing");
        add("no tfhd", chunkOf({kTfdt, run}), "box 'tfhd' is missing");
        add("no sample", chunkOf({kTfhd, kTfdt}), "moof has no sample");
        add("decode time 2^64-1 (H14)",
            chunkOf({kTfhd, test::box("tfdt", test::hex("01000000 ffffffffffffffff")), run}),
            "tfdt is cut or out of range");
        add("end beyond 2^63 (H14)", chunkOf({kTfhd, test::box("tfdt", test::hex("01000000 7fffffffffffffff")), run}),
            "tfdt is cut or out of range");
        add("samples without a byte (H4)", chunkOf({kTfhd, kTfdt, trun("00000001 ffffffff 00000054")}),
            "trun lists samples without a byte");
        add("a size beyond the mdat", chunkOf({kTfhd, kTfdt, trun("00000301 00000001 00000058 00000bb8 0000000a")}),
            "trun lists samples outside of the mdat");
        add("an offset before the mdat", chunkOf({kTfhd, kTfdt, trun("00000301 00000001 00000000 00000bb8 00000008")}),
            "trun lists samples outside of the mdat");
        add("a negative offset", chunkOf({kTfhd, kTfdt, trun("00000301 00000001 80000000 00000bb8 00000008")}),
            "trun lists samples outside of the mdat");
        add("no offset at all", chunkOf({kTfhd, kTfdt, trun("00000300 00000001 00000bb8 00000008")}),
            "trun lists samples outside of the mdat");
    }
    void refusesWhatIsNotOneChunk() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, detail);
        const auto chunk = core::parseChunk(
            std::as_bytes(std::span(bytes.data(), static_cast<std::size_t>(bytes.size()))), videoInit());
        QVERIFY(!chunk);
        QCOMPARE(chunk.error(), (core::Error{ErrorCode::invalid, detail.toStdString()}));
    }

    void sumsOfSeveralRunsHaveALimit() { // HOSTILE H4: each run lasts less than a hundred years, both together more
        core::InitSection init = videoInit();
        init.format.timescale = 1;
        init.defaults = {.duration = 2'000'000'000, .size = 1, .flags = 0};
        const auto once = core::parseChunk(chunkOf({kTfhd, kTfdt, trun("00000001 00000001 00000050")}), init);
        QVERIFY2(once, test::detailOf(once));
        const auto twice = core::parseChunk(
            chunkOf({kTfhd, kTfdt, trun("00000001 00000001 00000060"), trun("00000000 00000001")}), init);
        QVERIFY(!twice);
        QCOMPARE(twice.error().detail, std::string("the samples of a chunk last longer than time itself"));
    }

    void aDecodeTimeIsWithinAHundredYears() { // HOSTILE H14
        const Bytes run = trun("00000301 00000001 00000058 00000bb8 00000008");
        const auto at = [&](std::string_view seconds) {
            core::InitSection init = videoInit();
            init.format.timescale = 1;
            return core::parseChunk(chunkOf({kTfhd, test::box("tfdt", test::hex(seconds)), run}), init);
        };
        QVERIFY(at("01000000 000000006a1b2f80")); // counted from 1970, in 2026
        QCOMPARE(at("01000000 00000000f0000000").error().detail, std::string("tfdt is cut or out of range"));
    }
};

QTEST_GUILESS_MAIN(TestChunkReader)
#include "test_chunk_reader.moc"
