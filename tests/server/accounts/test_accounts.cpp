// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/admin_token.h"
#include "server/accounts/ingest_keys.h"
#include "server/accounts/secret.h"
#include "tests/server/support/seed.h"

#include <sys/stat.h>

#include <fstream>
#include <QTest>

using namespace tally;
using namespace tally::server;
using accounts::AdminToken;
using core::ErrorCode;

class TestAccounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_postgres = std::make_unique<test::TestDatabase>();
        test::seedEvent(*m_postgres, "final");
    }
    void cleanupTestCase() { m_postgres.reset(); }

    void secretsAreLongAndDiffer();
    void theTokenIsMadeOnceAndForTheServerAlone();
    void aTokenThatOthersMayReadIsRefused();
    void anEmptyTokenFileIsRefused();
    void aKeyOpensItsEventAlone();
    void aKeyWorksAfterARestart();
    void aKeyOfAMissingEventIsNotMade();
    void onlyTheHashOfAKeyIsStored();

private:
    std::unique_ptr<test::TestDatabase> m_postgres;
};

void TestAccounts::secretsAreLongAndDiffer() {
    const std::string secret = accounts::newSecret();
    QCOMPARE(secret.size(), std::size_t(43));
    QVERIFY(secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
            std::string::npos);
    QVERIFY(secret != accounts::newSecret());
}

void TestAccounts::theTokenIsMadeOnceAndForTheServerAlone() {
    test::OpenTemporaryFolder folder;
    const auto file = folder.path() / "admin.token";
    QVERIFY(AdminToken::loadOrCreate(file));
    struct stat status {};
    QCOMPARE(stat(file.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
    std::string token;
    std::ifstream(file) >> token;
    const auto again = AdminToken::loadOrCreate(file);
    QVERIFY(again && again->matches(token));
    QVERIFY(!again->matches(token + "x"));
    QVERIFY(!again->matches(""));
}

void TestAccounts::aTokenThatOthersMayReadIsRefused() {
    test::OpenTemporaryFolder folder;
    const auto file = folder.path() / "admin.token";
    QVERIFY(AdminToken::loadOrCreate(file));
    chmod(file.c_str(), 0644);
    const auto token = AdminToken::loadOrCreate(file);
    QVERIFY(!token);
    QVERIFY(token.error().detail.find("chmod 0600") != std::string::npos);
}

void TestAccounts::anEmptyTokenFileIsRefused() {
    test::OpenTemporaryFolder folder;
    const auto file = folder.path() / "admin.token";
    std::ofstream(file).close();
    chmod(file.c_str(), 0600);
    QCOMPARE(AdminToken::loadOrCreate(file).error().code, ErrorCode::invalid);
}

void TestAccounts::aKeyOpensItsEventAlone() {
    accounts::IngestKeys keys(m_postgres->pool());
    keys.addEvent("final");
    keys.addEvent("other");
    const auto key = m_postgres->await(keys.create("final"));
    QVERIFY2(key, key ? "" : key.error().detail.c_str());
    QVERIFY(keys.mayPublish("final", key->key));
    QCOMPARE(keys.mayPublish("other", key->key).error().code, ErrorCode::unauthorized);
    QCOMPARE(keys.mayPublish("final", std::nullopt).error().code, ErrorCode::unauthorized);
    QCOMPARE(keys.mayPublish("final", "wrong").error().code, ErrorCode::unauthorized);
    QCOMPARE(keys.mayPublish("nowhere", key->key).error().code, ErrorCode::notFound);
}

void TestAccounts::aKeyWorksAfterARestart() {
    accounts::IngestKeys before(m_postgres->pool());
    const auto key = m_postgres->await(before.create("final"));
    accounts::IngestKeys after(m_postgres->pool());
    QVERIFY(m_postgres->await(after.load()));
    QVERIFY(after.mayPublish("final", key->key));
}

void TestAccounts::aKeyOfAMissingEventIsNotMade() {
    accounts::IngestKeys keys(m_postgres->pool());
    const auto key = m_postgres->await(keys.create("nowhere"));
    QCOMPARE(key.error().code, ErrorCode::notFound);
    QCOMPARE(key.error().detail, std::string("there is no event nowhere"));
}

void TestAccounts::onlyTheHashOfAKeyIsStored() {
    accounts::IngestKeys keys(m_postgres->pool());
    const auto key = m_postgres->await(keys.create("final"));
    const auto rows = m_postgres->sql("SELECT 1 FROM ingest_keys WHERE ingest_keys::text LIKE '%' || $1 || '%'",
                                      store::bind(key->key));
    QVERIFY(rows.empty());
}

QTEST_GUILESS_MAIN(TestAccounts)
#include "test_accounts.moc"
