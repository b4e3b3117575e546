// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/test_database.h"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include <csignal>
#include <future>
#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;
using core::ErrorCode;

class TestPool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres = std::make_unique<test::TestDatabase>(); }
    void cleanupTestCase() { m_postgres.reset(); }

    void valuesComeBackAsTheyWereBound();
    void readingAColumnAsWhatItIsNotIsABug();
    void aConflictKeepsTheSessionUsable();
    void manyRequestsShareFewSessions();
    void copyReportsItsRows();
    void aCopyThatIsRefusedKeepsTheSessionUsable();
    void aFailedTransactionIsRolledBack();
    void killedBackendsAreReplaced();
    void aStatementWhoseBackendIsKilledIsRepeatedWhenSafe();
    void aStatementWhoseBackendIsKilledIsReportedOtherwise();
    void aCancelledCallerDoesNotCancelItsStatement();
    void closingEndsARunningStatement();

private:
    std::vector<pid_t> backends();
    std::future<core::Result<store::Rows>> startSleeping(store::Repeat repeat);
    pid_t sleepingBackend();

    std::unique_ptr<test::TestDatabase> m_postgres;
};

void TestPool::valuesComeBackAsTheyWereBound() {
    const core::WallTime now{1'700'000'000'123ms};
    const auto rows = m_postgres->sql("SELECT $1::text, $2::bigint, $3::timestamptz, $4::float8, $5::text",
                                      store::bind("a'\\\n☃", -7, now, 0.25, std::nullopt));
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].string(0), std::string("a'\\\n☃"));
    QCOMPARE(rows[0].integer(1), std::int64_t(-7));
    QVERIFY(rows[0].time(2) == now);
    QCOMPARE(rows[0].number(3), 0.25);
    QVERIFY(rows[0].isNull(4));
}

void TestPool::readingAColumnAsWhatItIsNotIsABug() {
    const auto rows = m_postgres->sql("SELECT 'x', NULL");
    QVERIFY_EXCEPTION_THROWN(rows[0].integer(0), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(rows[0].text(1), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(m_postgres->trySql("SELEKT"), std::logic_error);
}

void TestPool::aConflictKeepsTheSessionUsable() {
    m_postgres->sql("CREATE TABLE once (id int PRIMARY KEY)");
    m_postgres->sql("INSERT INTO once VALUES (1)");
    const auto again = m_postgres->trySql("INSERT INTO once VALUES (1)");
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::conflict);
    QVERIFY(again.error().detail.find("once_pkey") != std::string::npos);
    QCOMPARE(m_postgres->sql("SELECT count(*) FROM once")[0].count(0), std::uint64_t(1));
}

void TestPool::manyRequestsShareFewSessions() {
    std::vector<std::future<core::Result<store::Rows>>> answers;
    for (int i = 0; i < 200; ++i) {
        answers.push_back(boost::asio::co_spawn(
            m_postgres->executor(), m_postgres->pool().query("SELECT $1::int", store::bind(i), store::Repeat::safe),
            boost::asio::use_future));
    }
    for (int i = 0; i < 200; ++i) {
        QCOMPARE((*answers[static_cast<std::size_t>(i)].get())[0].integer(0), std::int64_t(i));
    }
    QVERIFY(backends().size() <= 8);
}

void TestPool::copyReportsItsRows() {
    m_postgres->sql("CREATE TABLE copied (id int, name text)");
    std::string data;
    for (int i = 0; i < 50'000; ++i) {
        data += std::to_string(i) + "\tname\n";
    }
    const auto rows = m_postgres->await(m_postgres->pool().with<std::uint64_t>(
        [&data](store::Connection& connection) {
            static const std::string kCopy = "COPY copied FROM STDIN";
            return connection.copyIn(kCopy, data);
        },
        store::Repeat::never));
    QVERIFY2(rows, rows ? "" : rows.error().detail.c_str());
    QCOMPARE(*rows, std::uint64_t(50'000));
}

void TestPool::aCopyThatIsRefusedKeepsTheSessionUsable() {
    m_postgres->sql("CREATE TABLE numbers (id int)");
    const std::string copy = "COPY numbers FROM STDIN";
    const std::string data = "1\nnot a number\n";
    const auto rows = m_postgres->await(m_postgres->pool().with<std::uint64_t>(
        [&](store::Connection& connection) { return connection.copyIn(copy, data); }, store::Repeat::never));
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, ErrorCode::invalid);
    QCOMPARE(m_postgres->sql("SELECT count(*) FROM numbers")[0].count(0), std::uint64_t(0));
}

void TestPool::aFailedTransactionIsRolledBack() {
    m_postgres->sql("CREATE TABLE kept (id int)");
    const std::string insert = "INSERT INTO kept VALUES (1)";
    const auto result = m_postgres->await(m_postgres->pool().transaction<int>(
        [&](store::Connection& connection) -> boost::asio::awaitable<core::Result<int>> {
            co_await connection.execute(insert);
            co_return core::fail(ErrorCode::invalid, "changed my mind");
        },
        store::Repeat::safe));
    QVERIFY(!result);
    QCOMPARE(m_postgres->sql("SELECT count(*) FROM kept")[0].count(0), std::uint64_t(0));
}

std::vector<pid_t> TestPool::backends() {
    const auto rows = m_postgres->sql("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                                      " AND pid <> pg_backend_pid()");
    std::vector<pid_t> pids;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        pids.push_back(static_cast<pid_t>(rows[i].integer(0)));
    }
    return pids;
}

// PostgreSQL answers a killed backend by ending all sessions and recovering.
void TestPool::killedBackendsAreReplaced() {
    manyRequestsShareFewSessions();
    const auto victims = backends();
    QVERIFY(!victims.empty());
    for (const pid_t victim : victims) {
        kill(victim, SIGKILL);
    }
    QCOMPARE(m_postgres->sql("SELECT 1")[0].integer(0), std::int64_t(1));
}

std::future<core::Result<store::Rows>> TestPool::startSleeping(store::Repeat repeat) {
    return boost::asio::co_spawn(
        m_postgres->executor(), m_postgres->pool().query("SELECT 'sleeper', pg_sleep($1::int)", store::bind(1), repeat),
        boost::asio::use_future);
}

pid_t TestPool::sleepingBackend() {
    pid_t found = 0;
    while (found == 0) {
        const auto rows = m_postgres->sql("SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT ''sleeper''%'"
                                          " AND wait_event = 'PgSleep'");
        found = rows.empty() ? 0 : static_cast<pid_t>(rows[0].integer(0));
    }
    return found;
}

void TestPool::aStatementWhoseBackendIsKilledIsRepeatedWhenSafe() {
    auto answer = startSleeping(store::Repeat::safe);
    kill(sleepingBackend(), SIGKILL);
    const auto rows = answer.get();
    QVERIFY2(rows, rows ? "" : rows.error().detail.c_str());
}

void TestPool::aStatementWhoseBackendIsKilledIsReportedOtherwise() {
    auto answer = startSleeping(store::Repeat::never);
    m_postgres->sql("SELECT pg_terminate_backend($1::int)", store::bind(sleepingBackend()));
    const auto rows = answer.get();
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, ErrorCode::unavailable);
    m_postgres->sql("SELECT 1");
}

void TestPool::aCancelledCallerDoesNotCancelItsStatement() {
    m_postgres->sql("CREATE TABLE patient (id int)");
    boost::asio::cancellation_signal clientGone;
    boost::asio::io_context caller;
    boost::asio::co_spawn(
        caller,
        m_postgres->pool().query("WITH s AS (SELECT pg_sleep(0.3)) INSERT INTO patient SELECT 1 FROM s", {},
                                 store::Repeat::never),
        boost::asio::bind_cancellation_slot(clientGone.slot(), boost::asio::detached));
    caller.run_one(); // the statement is on its way
    clientGone.emit(boost::asio::cancellation_type::terminal);
    caller.run();
    QCOMPARE(m_postgres->sql("SELECT count(*) FROM patient")[0].count(0), std::uint64_t(1));
}

void TestPool::closingEndsARunningStatement() {
    test::TestDatabase closing;
    auto answer =
        boost::asio::co_spawn(closing.executor(), closing.pool().query("SELECT pg_sleep(60)", {}, store::Repeat::safe),
                              boost::asio::use_future);
    while (closing.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'").empty()) {
    }
    closing.database().stop();
    const auto rows = answer.get();
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, ErrorCode::closed);
}

QTEST_GUILESS_MAIN(TestPool)
#include "test_pool.moc"
