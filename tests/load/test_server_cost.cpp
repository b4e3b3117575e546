// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/print.h"
#include "tests/load/measure/server_cost.h"

#include <unistd.h>

#include <QTest>

using namespace tally::load;

class TestServerCost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAProcessWithAnOddName() {
        const auto state = parseProcess("42 (a) b (c) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 7 8 20 0 1 0 99 1 2",
                                        "Name:\ta\nVmPeak:\t  9000 kB\nVmRSS:\t    5120 kB\n");
        QVERIFY2(state, tally::test::detailOf(state));
        QCOMPARE(state->cpuSeconds, 200.0 / static_cast<double>(::sysconf(_SC_CLK_TCK)));
        QCOMPARE(state->residentKib, 5120.0);
    }

    void aProcessThatIsGoneIsNone() {
        QVERIFY(!parseProcess("", ""));
        QVERIFY(!parseProcess("42 (zombie) Z 1", "Name:\tzombie\n"));
    }

    void measuresThisProcess() {
        ServerCostMeter meter(::getpid());
        meter.begin();
        meter.end();
        QVERIFY(meter.cost());
        QVERIFY(meter.cost()->cpuSeconds >= 0);
        QVERIFY(meter.cost()->residentKibEnd > 0);
    }

    void withoutAProcessThereIsNoCost() {
        ServerCostMeter meter(std::nullopt);
        meter.begin();
        meter.end();
        QVERIFY(!meter.cost());
    }
};

QTEST_GUILESS_MAIN(TestServerCost)
#include "test_server_cost.moc"
