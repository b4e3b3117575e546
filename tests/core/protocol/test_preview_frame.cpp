// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/preview_frame.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;
using core::ErrorCode;

class TestPreviewFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheWorkedExampleOfItsHeader() {
        const auto message = core::encodePreviewFrame({.input = 2, .runningTimeNs = 1'000'000'000}, test::hex("ff d8"));
        QCOMPARE(test::hexText(message), std::string("01 01 00 02 00 00 00 00 3b 9a ca 00 ff d8"));
    }

    void comesBackAsItWasWritten() {
        for (const core::PreviewHeader& header :
             {core::PreviewHeader{.input = std::nullopt, .runningTimeNs = 0},
              core::PreviewHeader{.input = 0, .runningTimeNs = 7},
              core::PreviewHeader{.input = UINT16_MAX, .runningTimeNs = UINT64_MAX}}) {
            const core::Bytes jpeg = test::hex("ff d8 ff d9");
            const auto message = core::encodePreviewFrame(header, jpeg);
            const auto frame = core::decodePreviewFrame(message);
            QVERIFY2(frame, test::detailOf(frame));
            QVERIFY(frame->header == header);
            QCOMPARE(test::hexText(frame->jpeg), test::hexText(jpeg));
        }
    }

    void aPictureMayBeEmpty() {
        const auto message = core::encodePreviewFrame({.input = std::nullopt, .runningTimeNs = 0}, {});
        QVERIFY(core::decodePreviewFrame(message)->jpeg.empty());
    }

    void refusesWhatIsNoPreviewFrame_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("truncated");
        QTest::newRow("nothing") << QByteArray("") << true;
        QTest::newRow("a header less one byte") << QByteArray("01 00 00 00 00 00 00 00 00 00 00") << true;
        QTest::newRow("another version") << QByteArray("02 00 00 00 00 00 00 00 00 00 00 00 ff d8") << false;
        QTest::newRow("an unknown source") << QByteArray("01 02 00 00 00 00 00 00 00 00 00 00 ff d8") << false;
    }
    void refusesWhatIsNoPreviewFrame() {
        QFETCH(QByteArray, message);
        QFETCH(bool, truncated);
        const core::Bytes bytes = test::hex(message.toStdString());
        const auto frame = core::decodePreviewFrame(bytes);
        QVERIFY(!frame);
        QCOMPARE(frame.error().code, truncated ? ErrorCode::truncated : ErrorCode::invalid);
    }
};

QTEST_GUILESS_MAIN(TestPreviewFrame)
#include "test_preview_frame.moc"
