// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/byte_cursor.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestByteCursor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBigEndianNumbersOfEveryWidth() {
        const core::Bytes bytes = test::hex("01 0203 040506 0708090a 0b0c0d0e0f101112 aa");
        core::ByteCursor cursor(bytes);
        QCOMPARE(cursor.u8(), std::uint8_t{0x01});
        QCOMPARE(cursor.u16(), std::uint16_t{0x0203});
        QCOMPARE(cursor.u24(), 0x040506U);
        QCOMPARE(cursor.u32(), 0x0708090aU);
        QCOMPARE(cursor.u64(), std::uint64_t{0x0b0c0d0e0f101112});
        QCOMPARE(test::hexText(cursor.rest()), std::string("aa"));
        QVERIFY(!cursor.failed());
    }

    void onceSomethingIsMissingEveryReadIsZero() {
        const core::Bytes bytes = test::hex("ff ff ff");
        core::ByteCursor cursor(bytes);
        QCOMPARE(cursor.u32(), 0U);
        QVERIFY(cursor.failed());
        QCOMPARE(cursor.u8(), std::uint8_t{0});
        QVERIFY(cursor.rest().empty());
        QVERIFY(cursor.failed());
    }

    void aHugeCountTakesNothing() {
        const core::Bytes bytes = test::hex("ff");
        core::ByteCursor cursor(bytes);
        QVERIFY(cursor.take(SIZE_MAX).empty());
        QVERIFY(cursor.failed());
    }
};

QTEST_GUILESS_MAIN(TestByteCursor)
#include "test_byte_cursor.moc"
