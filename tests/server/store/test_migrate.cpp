// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/migrate.h"
#include "tests/server/support/test_database.h"

#include <QTest>

using namespace tally;
using namespace tally::server;
using core::ErrorCode;
using store::Migration;

class TestMigrate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres = std::make_unique<test::TestDatabase>(); }
    void cleanupTestCase() { m_postgres.reset(); }

    void theSecondTimeNothingIsApplied();
    void twoServersMayStartAtOnce();
    void aChangedMigrationIsRefused();
    void aNewerDatabaseIsRefused();
    void aFailingMigrationLeavesNothingBehind();
    void theDatabaseRefusesOverlappingCues();
    void aCancelledCueMakesRoom();

private:
    core::Result<std::size_t> migrate(std::span<const Migration> migrations);
    core::Result<store::Rows> insertCue(int sequence, const char* start, const char* state = "committed");

    std::unique_ptr<test::TestDatabase> m_postgres;
};

core::Result<std::size_t> TestMigrate::migrate(std::span<const Migration> migrations) {
    return m_postgres->await(m_postgres->pool().with<std::size_t>(
        [migrations](store::Connection& connection) { return store::migrate(connection, migrations); },
        store::Repeat::never));
}

void TestMigrate::theSecondTimeNothingIsApplied() {
    const auto count = migrate(store::embeddedMigrations());
    QVERIFY2(count, count ? "" : count.error().detail.c_str());
    QCOMPARE(*count, std::size_t(0));
}

void TestMigrate::twoServersMayStartAtOnce() {
    std::vector<Migration> all(store::embeddedMigrations().begin(), store::embeddedMigrations().end());
    all.push_back({9000, "9000_slow", "CREATE TABLE slow AS SELECT 1 AS one FROM pg_sleep(0.2)"});
    const auto start = [&] {
        return boost::asio::co_spawn(
            m_postgres->executor(),
            m_postgres->pool().with<std::size_t>([&all](store::Connection& c) { return store::migrate(c, all); },
                                                 store::Repeat::never),
            boost::asio::use_future);
    };
    auto first = start();
    auto second = start();
    QCOMPARE(first.get().value() + second.get().value(), std::size_t(1));
    m_postgres->sql("DELETE FROM schema_migrations WHERE number = 9000");
}

void TestMigrate::aChangedMigrationIsRefused() {
    std::vector<Migration> changed(store::embeddedMigrations().begin(), store::embeddedMigrations().end());
    changed[0].sql = "-- another text";
    const auto count = migrate(changed);
    QVERIFY(!count);
    QCOMPARE(count.error().code, ErrorCode::conflict);
    QVERIFY(count.error().detail.find("0001_catalog") != std::string::npos);
}

void TestMigrate::aNewerDatabaseIsRefused() {
    const auto older = store::embeddedMigrations().first(1);
    const auto count = migrate(older);
    QVERIFY(!count);
    QCOMPARE(count.error().code, ErrorCode::conflict);
}

void TestMigrate::aFailingMigrationLeavesNothingBehind() {
    std::vector<Migration> all(store::embeddedMigrations().begin(), store::embeddedMigrations().end());
    all.push_back({9001, "9001_bad", "CREATE TABLE half (id int); INSERT INTO half VALUES (1/0);"});
    const auto count = migrate(all);
    QVERIFY(!count);
    QVERIFY(count.error().detail.find("9001_bad") != std::string::npos);
    QVERIFY(m_postgres->sql("SELECT to_regclass('half')")[0].isNull(0));
}

core::Result<store::Rows> TestMigrate::insertCue(int sequence, const char* start, const char* state) {
    return m_postgres->trySql(
        "INSERT INTO cues (id, event, sequence, revision, state, starts_at, ends_at, reserved, campaign, document)"
        " VALUES (gen_random_uuid(), 'final', $1, 1, $3, $2::timestamptz, $2::timestamptz + interval '10 s',"
        " tstzrange($2::timestamptz, $2::timestamptz + interval '15 s'),"
        " '018bcfe5-6800-7abc-8def-000000000002', '{}')",
        store::bind(sequence, start, state));
}

void TestMigrate::theDatabaseRefusesOverlappingCues() {
    m_postgres->sql("INSERT INTO organizations (id, name) VALUES ('018bcfe5-6800-7abc-8def-000000000001', 'Club')");
    m_postgres->sql("INSERT INTO events (slug, organization, name, part_target_seconds, segment_seconds)"
                    " VALUES ('final', '018bcfe5-6800-7abc-8def-000000000001', 'Final', 0.2, 1)");
    m_postgres->sql("INSERT INTO campaigns (id, organization, name) VALUES"
                    " ('018bcfe5-6800-7abc-8def-000000000002', '018bcfe5-6800-7abc-8def-000000000001', 'Lager')");
    QVERIFY(insertCue(1, "2026-11-24T10:00:00Z"));
    const auto insideTheAd = insertCue(2, "2026-11-24T10:00:09Z");
    QCOMPARE(insideTheAd.error().code, ErrorCode::conflict);
    QVERIFY(insideTheAd.error().detail.find("no_overlap") != std::string::npos);
    QVERIFY(!insertCue(2, "2026-11-24T10:00:14Z")); // inside the gap
    QVERIFY(insertCue(2, "2026-11-24T10:00:15Z"));
}

void TestMigrate::aCancelledCueMakesRoom() {
    QVERIFY(insertCue(10, "2026-11-24T12:00:00Z", "cancelled"));
    QVERIFY(insertCue(11, "2026-11-24T12:00:00Z"));
}

QTEST_GUILESS_MAIN(TestMigrate)
#include "test_migrate.moc"
