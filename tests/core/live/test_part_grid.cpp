// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/part_grid.h"

#include <QTest>

using tally::core::FrameRate;
using tally::core::LatencyProfile;
using tally::core::PartGrid;

class TestPartGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choosesPartsSegmentsAndTarget_data() {
        QTest::addColumn<int>("numerator");
        QTest::addColumn<int>("denominator");
        QTest::addColumn<bool>("ultra");
        QTest::addColumn<int>("audioRate");
        QTest::addColumn<int>("framesPerPart");
        QTest::addColumn<int>("framesPerSegment");
        QTest::addColumn<double>("partTarget");
        QTest::newRow("30 ultra") << 30 << 1 << true << 48000 << 6 << 30 << 0.21334;
        QTest::newRow("25 ultra") << 25 << 1 << true << 48000 << 5 << 25 << 0.21334;
        QTest::newRow("24 ultra") << 24 << 1 << true << 48000 << 5 << 25 << 0.21334;
        QTest::newRow("30000/1001 ultra") << 30000 << 1001 << true << 48000 << 6 << 30 << 0.21334;
        QTest::newRow("60 ultra") << 60 << 1 << true << 48000 << 12 << 60 << 0.21334;
        QTest::newRow("30 ultra, 44.1 kHz") << 30 << 1 << true << 44100 << 6 << 30 << 0.20898;
        QTest::newRow("30 low") << 30 << 1 << false << 48000 << 10 << 30 << 0.34134;
        QTest::newRow("25 low") << 25 << 1 << false << 48000 << 8 << 24 << 0.32;
        QTest::newRow("2 ultra: a part is a frame at least") << 2 << 1 << true << 48000 << 1 << 2 << 0.512;
    }
    void choosesPartsSegmentsAndTarget() {
        QFETCH(int, numerator);
        QFETCH(int, denominator);
        QFETCH(bool, ultra);
        QFETCH(int, audioRate);
        const PartGrid grid =
            PartGrid::of({static_cast<std::uint32_t>(numerator), static_cast<std::uint32_t>(denominator)},
                         ultra ? LatencyProfile::ultra : LatencyProfile::low);
        QTEST(static_cast<int>(grid.framesPerPart), "framesPerPart");
        QTEST(static_cast<int>(grid.framesPerSegment()), "framesPerSegment");
        QTEST(grid.partTargetSeconds(static_cast<std::uint32_t>(audioRate)), "partTarget");
    }

    void secondsFollowFromFrames() {
        const PartGrid grid = PartGrid::of({30000, 1001}, LatencyProfile::ultra);
        QCOMPARE(grid.videoPartSeconds(), 6 * 1001 / 30000.0);
        QCOMPARE(grid.segmentSeconds(), 30 * 1001 / 30000.0);
    }
};

QTEST_GUILESS_MAIN(TestPartGrid)
#include "test_part_grid.moc"
