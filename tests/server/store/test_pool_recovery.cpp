// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/store/recovering_postgres.h"
#include "tests/server/support/test_database.h"

#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;

// PostgreSQL recovers after the fall of a backend or of itself: with a thousand files to sync on a slow disk for
// seconds.
class TestPoolRecovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void whoAnswersThatItRecoversIsWaitedForLonger();
    void notForEver();

private:
    // Asks a pool that waits for a silent PostgreSQL for less than the time between two attempts.
    core::Result<store::Rows> ask(const std::filesystem::path& folder, std::chrono::milliseconds recoveryDeadline);

    test::OpenTemporaryFolder m_folder;
    std::unique_ptr<store::PrivateCluster> m_cluster;
};

void TestPoolRecovery::initTestCase() {
    store::PrivateClusterSettings settings;
    settings.dataFolder = m_folder.path();
    m_cluster = store::PrivateCluster::start(settings).value();
}

void TestPoolRecovery::cleanupTestCase() {
    m_cluster.reset();
}

core::Result<store::Rows> TestPoolRecovery::ask(const std::filesystem::path& folder,
                                                std::chrono::milliseconds recoveryDeadline) {
    store::PoolSettings settings;
    settings.conninfo = m_cluster->conninfo() + " host='" + folder.string() + "'";
    settings.acquireDeadline = 20ms;
    settings.recoveryDeadline = recoveryDeadline;
    boost::asio::io_context context;
    store::Pool pool(context.get_executor(), settings);
    auto answer =
        boost::asio::co_spawn(context, pool.query("SELECT 1", {}, store::Repeat::never), boost::asio::use_future);
    context.run();
    return answer.get();
}

void TestPoolRecovery::whoAnswersThatItRecoversIsWaitedForLonger() {
    test::OpenTemporaryFolder folder;
    test::RecoveringPostgres postgres(folder.path(), m_folder.path() / "postgres", 3);
    const auto rows = ask(folder.path(), 30s);
    QVERIFY2(rows, rows ? "" : rows.error().detail.c_str());
    QCOMPARE(postgres.refused(), 3);
}

void TestPoolRecovery::notForEver() {
    test::OpenTemporaryFolder folder;
    test::RecoveringPostgres postgres(folder.path(), m_folder.path() / "postgres", 1000);
    const auto rows = ask(folder.path(), 200ms);
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, core::ErrorCode::unavailable);
    QVERIFY2(rows.error().detail.find("recovery mode") != std::string::npos, rows.error().detail.c_str());
    QVERIFY2(rows.error().detail.find('\n') == std::string::npos, rows.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestPoolRecovery)
#include "test_pool_recovery.moc"
