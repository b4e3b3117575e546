// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/measure/histogram.h"

#include <QTest>

using namespace std::chrono_literals;
using tally::load::Histogram;

class TestHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingHasNoLatency() {
        const auto latency = Histogram().latency();
        QCOMPARE(latency.count, std::uint64_t{0});
        QCOMPARE(latency.p50, 0.0);
        QCOMPARE(latency.max, 0.0);
    }

    void aSingleDurationIsEveryQuantile() {
        Histogram histogram;
        histogram.add(7ms);
        QVERIFY(histogram.quantile(0) == 7ms);
        QVERIFY(histogram.quantile(0.5) == 7ms);
        QVERIFY(histogram.quantile(1) == 7ms);
    }

    void quantilesAreNearestRank() {
        Histogram histogram;
        for (int i = 1; i <= 100; ++i) {
            histogram.add(std::chrono::microseconds(i));
        }
        QVERIFY(histogram.quantile(0.5) == 50us);
        QVERIFY(histogram.quantile(0.99) == 99us);
        QVERIFY(histogram.max() == 100us);
    }

    void quantilesAreAtMostOnePercentTooLong_data() {
        QTest::addColumn<qint64>("microseconds");
        for (const qint64 value : {0LL, 127LL, 128LL, 255LL, 256LL, 1023LL, 40'001LL, 999'999LL, 3'600'000'000LL}) {
            QTest::addRow("%lld", static_cast<long long>(value)) << value;
        }
    }

    void quantilesAreAtMostOnePercentTooLong() {
        QFETCH(const qint64, microseconds);
        const std::chrono::microseconds value(microseconds);
        Histogram histogram;
        histogram.add(value);
        histogram.add(10'000s); // else the longest would bound it
        QVERIFY(histogram.quantile(0.5) >= value);
        QVERIFY(histogram.quantile(0.5) <= value + value / 100);
    }

    void aClockThatWentBackCountsAsNoTime() {
        Histogram histogram;
        histogram.add(-5ms);
        QCOMPARE(histogram.count(), std::uint64_t{1});
        QVERIFY(histogram.max() == 0ms);
    }
};

QTEST_GUILESS_MAIN(TestHistogram)
#include "test_histogram.moc"
