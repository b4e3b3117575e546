// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;
using core::ErrorCode;

class TestBox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsHeadersOfBothSizes() {
        const auto small = core::readBoxHeader(test::hex("00000010 6d666864"));
        QVERIFY(small && *small);
        QCOMPARE((*small)->type, core::boxType("mfhd"));
        QCOMPARE((*small)->size, std::uint64_t{16});
        QCOMPARE((*small)->headerBytes, std::size_t{8});
        const auto large = core::readBoxHeader(test::hex("00000001 6d646174 8000000000000000"));
        QVERIFY(large && *large);
        QCOMPARE((*large)->size, std::uint64_t{1} << 63);
        QCOMPARE((*large)->headerBytes, std::size_t{16});
    }

    void waitsForAHeaderThatIsNotWhole() {
        const core::Bytes header = test::hex("00000001 6d646174 0000000000000014");
        for (std::size_t length = 0; length < header.size(); ++length) {
            const auto read = core::readBoxHeader(core::ByteView(header).first(length));
            QVERIFY(read);
            QVERIFY(!*read);
        }
    }

    void refusesASizeSmallerThanItsHeader_data() { // HOSTILE H1
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("0, to the end of a file") << QByteArray("00000000 6d646174");
        for (int size = 2; size < 8; ++size) {
            QTest::addRow("%d", size) << "0000000" + QByteArray::number(size) + " 6d646174";
        }
        QTest::newRow("64-bit 0") << QByteArray("00000001 6d646174 0000000000000000");
        QTest::newRow("64-bit 15") << QByteArray("00000001 6d646174 000000000000000f");
    }
    void refusesASizeSmallerThanItsHeader() {
        QFETCH(QByteArray, header);
        const auto read = core::readBoxHeader(test::hex(header.toStdString()));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::invalid);
        QVERIFY(read.error().detail.find("mdat") != std::string::npos);
    }

    void aBoxBeyondItsContainerIsNeverBelieved_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("one byte") << QByteArray("00000009 66726565");
        QTest::newRow("2^32-1") << QByteArray("ffffffff 66726565");
        QTest::newRow("2^63") << QByteArray("00000001 66726565 8000000000000000");
        QTest::newRow("2^64-1") << QByteArray("00000001 66726565 ffffffffffffffff");
        QTest::newRow("half a header") << QByteArray("00000008 66");
    }
    void aBoxBeyondItsContainerIsNeverBelieved() {
        QFETCH(QByteArray, bytes);
        const core::Bytes container = test::hex(bytes.toStdString());
        QCOMPARE(core::BoxIterator(container).next().error().code, ErrorCode::invalid);
        QCOMPARE(core::BoxIterator(container, ErrorCode::truncated).next().error().code, ErrorCode::truncated);
    }

    void iteratesOverBoxesWithoutABody() {
        const core::Bytes bytes = test::joined({test::box("free", {}), test::box("skip", test::hex("aa"))});
        core::BoxIterator boxes(bytes);
        QCOMPARE((*boxes.next())->body.size(), std::size_t{0});
        const auto second = *boxes.next();
        QCOMPARE(test::hexText(second->body), std::string("aa"));
        QCOMPARE(second->whole.size(), std::size_t{9});
        QVERIFY(!*boxes.next());
    }

    void findsAPathAndNamesWhatIsMissing() {
        const core::Bytes moov = test::box("trak", test::box("mdia", test::box("mdhd", test::hex("01 02"))));
        const auto found = core::requireBox(moov, {"trak", "mdia", "mdhd"});
        QVERIFY2(found, test::detailOf(found));
        QCOMPARE(test::hexText(found->body), std::string("01 02"));
        const auto missing = core::requireBox(moov, {"trak", "mdia", "minf"});
        QVERIFY(!missing);
        QCOMPARE(missing.error(), (core::Error{ErrorCode::invalid, "box 'minf' is missing"}));
    }

    void depthCostsNoStack() { // HOSTILE H1: nested past 64
        core::Bytes nested;
        for (int depth = 0; depth < 10'000; ++depth) {
            core::Bytes outer = test::hex("00000000 6d6f6f76");
            const std::size_t size = nested.size() + 8;
            for (std::size_t i = 0; i < 4; ++i) {
                outer[i] = static_cast<std::byte>(size >> (24 - 8 * i) & 0xFF);
            }
            outer.insert(outer.end(), nested.begin(), nested.end());
            nested = std::move(outer);
        }
        const auto found = core::requireBox(nested, {"moov", "moov"});
        QVERIFY2(found, test::detailOf(found));
    }

    void namesOfAnyTypeArePrintable() {
        QCOMPARE(core::boxName(core::boxType("moov")), std::string("moov"));
        QCOMPARE(core::boxName(0x0A1B00FF), std::string("...."));
    }
};

QTEST_GUILESS_MAIN(TestBox)
#include "test_box.moc"
