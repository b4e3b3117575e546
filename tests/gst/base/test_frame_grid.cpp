// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/frame_grid.h"
#include "gst/encode/video_track.h"

#include <QTest>

using namespace tally;
using tally::gst::FrameGrid;
using tally::gst::RunningTime;
using tally::gst::VideoTrack;
using namespace std::chrono_literals;

class TestFrameGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Over a day, where a rounded frame duration would be off by many frames.
    void frameIsFoundByItsStart_data() { rates(); }
    void frameIsFoundByItsStart() {
        QFETCH(uint, numerator);
        QFETCH(uint, denominator);
        const FrameGrid grid(core::FrameRate{numerator, denominator});
        const std::uint64_t day = grid.nearestFrame(24h);
        for (const std::uint64_t frame : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, day, day + 1}) {
            QCOMPARE(grid.nearestFrame(grid.startOf(frame)), frame);
            QCOMPARE(grid.nearestFrame(grid.startOf(frame) + 2ms), frame);
        }
    }

    void everyFrameHasAWholeNumberOfTicks_data() { rates(); }
    void everyFrameHasAWholeNumberOfTicks() {
        QFETCH(uint, numerator);
        QFETCH(uint, denominator);
        QFETCH(uint, timescale);
        QCOMPARE(VideoTrack::timescaleOf({numerator, denominator}), timescale);
        QCOMPARE(timescale * denominator % numerator, 0U);
    }

    void timeBeforeTheSessionIsItsFirstFrame() {
        QCOMPARE(FrameGrid(core::FrameRate{30, 1}).nearestFrame(RunningTime(-5)), std::uint64_t{0});
    }

private:
    static void rates() {
        QTest::addColumn<uint>("numerator");
        QTest::addColumn<uint>("denominator");
        QTest::addColumn<uint>("timescale");
        QTest::newRow("30") << 30U << 1U << 90000U;
        QTest::newRow("60") << 60U << 1U << 90000U;
        QTest::newRow("25") << 25U << 1U << 90000U;
        QTest::newRow("24") << 24U << 1U << 90000U;
        QTest::newRow("29.97") << 30000U << 1001U << 90000U;
        QTest::newRow("23.976") << 24000U << 1001U << 24000U;
        QTest::newRow("59.94") << 60000U << 1001U << 60000U;
        QTest::newRow("7") << 7U << 1U << 9996U;
    }
};

QTEST_GUILESS_MAIN(TestFrameGrid)
#include "test_frame_grid.moc"
