// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/writer.h"
#include "core/time/wall_time.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestChunkWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheWorkedExampleBesideTheCode() {
        const std::vector<core::Sample> samples{
            {.data = test::hex("aa bb cc dd"), .decodeTime = 90000, .duration = 3000, .sync = true},
            {.data = test::hex("01 02 03"), .decodeTime = 93000, .duration = 3000, .sync = false}};
        const core::Bytes chunk = core::writeChunk(
            {.sequence = 7, .captured = *core::parseRfc3339("2026-11-24T09:00:00.5Z"), .samples = samples});
        QCOMPARE(test::hexText(chunk), test::hexText(test::hex("00 00 00 20 70 72 66 74  01 00 00 18  00 00 00 01"
                                                               "EE AF D0 90 80 00 00 00"
                                                               "00 00 00 00 00 01 5F 90"
                                                               "00 00 00 6C 6D 6F 6F 66"
                                                               "00 00 00 10 6D 66 68 64  00 00 00 00  00 00 00 07"
                                                               "00 00 00 54 74 72 61 66"
                                                               "00 00 00 18 74 66 68 64  00 02 00 28  00 00 00 01"
                                                               "00 00 0B B8  01 01 00 00"
                                                               "00 00 00 14 74 66 64 74  01 00 00 00"
                                                               "00 00 00 00 00 01 5F 90"
                                                               "00 00 00 20 74 72 75 6E  00 00 02 05  00 00 00 02"
                                                               "00 00 00 74  02 00 00 00"
                                                               "00 00 00 04  00 00 00 03"
                                                               "00 00 00 0F 6D 64 61 74  aa bb cc dd 01 02 03")));
    }

    void audioSaysNothingForEachSampleButItsSize() {
        const auto samples = test::samples(9, 0, 1024);
        const core::Bytes chunk = core::writeChunk({.sequence = 1, .captured = {}, .samples = samples});
        const std::size_t headers = 32 + 8 + 16 + 8 + 24 + 20 + 20; // prft … trun before its rows
        QCOMPARE(chunk.size(), headers + 9 * 4 + 8 + 9 * 5);
    }

    void aLateKeyFrameAndALongFrameStandForThemselves() {
        auto samples = test::samples(3, 0, 3000, 3);
        samples[2].sync = true;
        samples[1].duration = 6000;
        const core::Bytes chunk = core::writeChunk({.sequence = 1, .captured = {}, .samples = samples});
        const std::string text = test::hexText(chunk);
        QVERIFY(text.find("74 66 68 64 00 02 00 00 00 00 00 01") != std::string::npos); // tfhd: no defaults
        QVERIFY(text.find("00 00 17 70 00 00 00 05 01 01 00 00 00 00 0b b8 00 00 00 05 02 00 00 00") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestChunkWriter)
#include "test_chunk_writer.moc"
