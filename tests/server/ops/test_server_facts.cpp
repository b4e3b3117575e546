// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/net_counts.h"
#include "server/ops/server_facts.h"

#include <QTest>

using namespace tally;

class TestServerFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheNetCountedIsToldWithItsLimits();
    void theProcessIsMeasured();
};

void TestServerFacts::whatTheNetCountedIsToldWithItsLimits() {
    server::net::NetCounts counts;
    counts.open = 7;
    counts.responses[2] = 40;
    counts.responses[4] = 2;
    counts.responses[5] = 1;
    const core::OpsServer told = server::ops::ServerFacts(counts, {.connections = 100, .threads = 3}).read();
    QVERIFY(told.connections == 7 && told.connectionLimit == 100 && told.threads == 3);
    QVERIFY(told.responses == 43 && told.clientErrors == 2 && told.serverErrors == 1);
}

void TestServerFacts::theProcessIsMeasured() {
    const server::net::NetCounts counts;
    const server::ops::ServerFacts facts(counts, {});
    const core::OpsServer before = facts.read();
    QVERIFY(before.memoryBytes > 1024 * 1024 && before.startedAt <= before.now);
    core::OpsServer now = before;
    QTRY_VERIFY((now = facts.read(), now.cpuSeconds > before.cpuSeconds));
    QVERIFY(now.startedAt == before.startedAt);
}

QTEST_GUILESS_MAIN(TestServerFacts)
#include "test_server_facts.moc"
