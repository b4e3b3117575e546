// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/programme/stall_watch.h"

#include <QTest>

using tally::gst::StallWatch;
using namespace std::chrono_literals;

class TestStallWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isQuietWhileFramesCome() {
        StallWatch watch;
        for (std::uint64_t second = 0; second < 60; ++second) {
            QVERIFY(!watch.stalled(second * 1s, second * 30));
        }
    }

    void reportsAStandstillOnce() {
        StallWatch watch;
        QVERIFY(!watch.stalled(1s, 30));
        QVERIFY(!watch.stalled(1s + StallWatch::kDeadline, 30));
        QVERIFY(watch.stalled(1001ms + StallWatch::kDeadline, 30));
        QVERIFY(!watch.stalled(20s, 30));
    }

    void reportsAProgrammeThatNeverStarts() {
        StallWatch watch;
        QVERIFY(watch.stalled(StallWatch::kDeadline + 1ms, 0));
    }
};

QTEST_GUILESS_MAIN(TestStallWatch)
#include "test_stall_watch.moc"
