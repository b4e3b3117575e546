// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_writer.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestBoxWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheWorkedExampleOfItsHeader() {
        core::BoxWriter out;
        {
            const auto box = out.box("mfhd", 0, 0);
            out.u32(7);
        }
        QCOMPARE(test::hexText(out.take()), std::string("00 00 00 10 6d 66 68 64 00 00 00 00 00 00 00 07"));
    }

    void sizesOfNestedBoxesCountWhatIsInside() {
        core::BoxWriter out;
        {
            const auto outer = out.box("moof");
            {
                const auto first = out.box("free");
                out.zeros(2);
            }
            const auto second = out.box("skip", 1, 0x020003);
            out.u16(0xABCD);
        }
        QCOMPARE(test::hexText(out.take()), std::string("00 00 00 20 6d 6f 6f 66 "
                                                        "00 00 00 0a 66 72 65 65 00 00 "
                                                        "00 00 00 0e 73 6b 69 70 01 02 00 03 ab cd"));
    }

    void numbersAreBigEndianAndCanBePatched() {
        core::BoxWriter out;
        out.u8(1);
        out.u24(0x020304);
        out.u64(0x05060708090A0B0C);
        out.text("ab");
        out.patchU32(0, 0xFFEEDDCC);
        QCOMPARE(test::hexText(out.take()), std::string("ff ee dd cc 05 06 07 08 09 0a 0b 0c 61 62"));
    }
};

QTEST_GUILESS_MAIN(TestBoxWriter)
#include "test_box_writer.moc"
