// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/elementary_stream.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestElementaryStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheWorkedExampleOfItsHeader() {
        core::BoxWriter out;
        core::writeElementaryStream(out, test::hex("11 90"));
        QCOMPARE(test::hexText(out.take()), test::hexText(test::hex("00 00 00 33 65 73 64 73  00 00 00 00"
                                                                    "03 80 80 80 22  00 01  00"
                                                                    "04 80 80 80 14  40 15"
                                                                    "00 00 00  00 00 00 00  00 00 00 00"
                                                                    "05 80 80 80 02  11 90"
                                                                    "06 80 80 80 01  02")));
    }

    void readsWhatItWroteAtEveryConfigurationLength() {
        for (const std::size_t length : {2U, 5U, 127U, 128U, 300U}) {
            const core::Bytes config(length, std::byte{0x42});
            core::BoxWriter out;
            core::writeElementaryStream(out, config);
            const core::Bytes bytes = out.take();
            const auto read = core::readElementaryStream(core::ByteView(bytes).subspan(8));
            QVERIFY2(read, test::detailOf(read));
            QCOMPARE(*read, config);
        }
    }

    void readsShortLengthsAndOptionalFields() {
        const auto read = core::readElementaryStream(test::hex("00 00 00 00"
                                                               "03 1f 00 01 e0  00 02  02 61 62  00 03"
                                                               "04 11 40 15 00 00 00  00 00 00 00  00 00 00 00"
                                                               "05 02 12 10"
                                                               "06 01 02"));
        QVERIFY2(read, test::detailOf(read));
        QCOMPARE(test::hexText(*read), std::string("12 10"));
    }

    void saysWhichAudioIsNotCarried() {
        const auto mp3 = core::readElementaryStream(test::hex("00 00 00 00 03 19 00 01 00"
                                                              "04 11 6b 15 00 00 00  00 00 00 00  00 00 00 00"
                                                              "05 02 12 10"));
        QVERIFY(!mp3);
        QCOMPARE(mp3.error(), (core::Error{core::ErrorCode::unsupported, "this audio is not AAC; send AAC-LC"}));
    }

    void everyTruncationIsInvalid() { // HOSTILE H3
        core::BoxWriter out;
        core::writeElementaryStream(out, test::hex("11 90"));
        const core::Bytes bytes = out.take();
        const core::ByteView body = core::ByteView(bytes).subspan(8);
        constexpr std::size_t kSlConfig = 6; // behind what is read
        for (std::size_t length = 0; length < body.size() - kSlConfig; ++length) {
            const auto read = core::readElementaryStream(body.first(length));
            QVERIFY(!read);
            QCOMPARE(read.error().code, core::ErrorCode::invalid);
        }
    }
};

QTEST_GUILESS_MAIN(TestElementaryStream)
#include "test_elementary_stream.moc"
