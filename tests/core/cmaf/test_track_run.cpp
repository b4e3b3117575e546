// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/track_run.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestTrackRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tfhdOverridesWhatTheMovieSays() {
        const core::SampleDefaults movie{.duration = 1, .size = 2, .flags = 3};
        const auto none = core::parseFragmentHeader(test::hex("00020000 00000001"), movie);
        QCOMPARE(none->defaults.duration, 1U);
        QCOMPARE(none->defaults.flags, 3U);
        QVERIFY(!none->absoluteOffsets);
        const auto all = core::parseFragmentHeader(
            test::hex("0000003b 00000001 0000000000001000 00000001 0000000a 0000000b 0000000c"), movie);
        QVERIFY2(all, test::detailOf(all));
        QCOMPARE(all->defaults.duration, 10U);
        QCOMPARE(all->defaults.size, 11U);
        QCOMPARE(all->defaults.flags, 12U);
        QVERIFY(all->absoluteOffsets);
        QVERIFY(!core::parseFragmentHeader(test::hex("00000008 00000001"), movie));
    }

    void sumsWhatStandsForEachSample() {
        const auto run = core::parseTrackRun(test::hex("00000f01 00000002 fffffffc"
                                                       "00000bb8 00000004 02000000 00000000"
                                                       "00000bb9 00000003 01010000 00000000"),
                                             {});
        QVERIFY2(run, test::detailOf(run));
        QCOMPARE(run->samples, 2U);
        QCOMPARE(run->duration, std::uint64_t{6001});
        QCOMPARE(run->bytes, std::uint64_t{7});
        QCOMPARE(*run->dataOffset, -4);
        QVERIFY(run->startsWithSync);
    }

    void flagsOfTheFirstSampleComeBeforeTheDefault() {
        const core::SampleDefaults nonSync{.duration = 10, .size = 0, .flags = 0x01010000};
        QVERIFY(!core::parseTrackRun(test::hex("00000200 00000001 00000005"), nonSync)->startsWithSync);
        QVERIFY(core::parseTrackRun(test::hex("00000204 00000001 02000000 00000005"), nonSync)->startsWithSync);
    }

    void countsAreNeverWalkedOrWrapped_data() { // HOSTILE H4, H8
        QTest::addColumn<QByteArray>("trun");
        QTest::addColumn<bool>("fits");
        QTest::newRow("2^32-1 samples of constant size") << QByteArray("00000000 ffffffff") << true;
        QTest::newRow("2^32-1 samples that are not there") << QByteArray("00000100 ffffffff 00000001") << false;
        QTest::newRow("2^30 rows of 16 bytes: 2^34") << QByteArray("00000f00 40000000") << false;
        QTest::newRow("one row more than there is") << QByteArray("00000200 00000002 00000001") << false;
        QTest::newRow("no count") << QByteArray("00000200 0000") << false;
        QTest::newRow("none") << QByteArray("00000200 00000000") << true;
    }
    void countsAreNeverWalkedOrWrapped() {
        QFETCH(QByteArray, trun);
        QFETCH(bool, fits);
        const core::SampleDefaults large{.duration = UINT32_MAX, .size = UINT32_MAX, .flags = 0};
        const auto run = core::parseTrackRun(test::hex(trun.toStdString()), large);
        QCOMPARE(run.has_value(), fits);
        if (run) {
            QCOMPARE(run->duration, std::uint64_t{run->samples} * UINT32_MAX);
            QCOMPARE(run->bytes, std::uint64_t{run->samples} * UINT32_MAX);
        }
    }
};

QTEST_GUILESS_MAIN(TestTrackRun)
#include "test_track_run.moc"
