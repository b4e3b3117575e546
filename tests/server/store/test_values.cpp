// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/migration.h"
#include "server/store/parameter.h"
#include "server/store/sha256.h"
#include "server/store/sql_error.h"
#include "server/store/uuid.h"

#include <QTest>
#include <stdexcept>

using namespace tally;
using namespace tally::server::store;

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAreWrittenAsPostgresReadsThem();
    void sqlStatesBecomeKindsOfError();
    void aWrongStatementIsABug();
    void sha256IsThatOfTheStandard();
    void uuidsSortByTime();
    void uuidsAreRecognised();
    void migrationsAreEmbeddedInOrder();
};

void TestValues::parametersAreWrittenAsPostgresReadsThem() {
    const core::WallTime time{std::chrono::milliseconds(1)};
    const Parameters parameters = bind(7, true, "a'b", 0.21334, time, std::optional<int>(), std::nullopt);
    QCOMPARE(std::string(parameters[0].text()), std::string("7"));
    QCOMPARE(std::string(parameters[1].text()), std::string("true"));
    QCOMPARE(std::string(parameters[2].text()), std::string("a'b"));
    QCOMPARE(std::string(parameters[3].text()), std::string("0.21334"));
    QCOMPARE(std::string(parameters[4].text()), std::string("1970-01-01T00:00:00.001Z"));
    QVERIFY(parameters[5].text() == nullptr);
    QVERIFY(parameters[6].text() == nullptr);
}

void TestValues::sqlStatesBecomeKindsOfError() {
    QCOMPARE(errorOfSqlState("23P01", "x").code, core::ErrorCode::conflict);
    QCOMPARE(errorOfSqlState("23505", "x").code, core::ErrorCode::conflict);
    QCOMPARE(errorOfSqlState("23503", "x").code, core::ErrorCode::notFound);
    QCOMPARE(errorOfSqlState("22P02", "x").code, core::ErrorCode::invalid);
    QCOMPARE(errorOfSqlState("57P01", "x").code, core::ErrorCode::unavailable);
    QCOMPARE(errorOfSqlState("57014", "x").code, core::ErrorCode::timeout);
}

void TestValues::aWrongStatementIsABug() {
    QVERIFY_EXCEPTION_THROWN(errorOfSqlState("42601", "syntax error"), std::logic_error);
}

void TestValues::sha256IsThatOfTheStandard() {
    QCOMPARE(sha256Hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestValues::uuidsSortByTime() {
    const core::WallTime early{std::chrono::milliseconds(1'700'000'000'000)};
    const std::string first = newUuid7(early);
    const std::string second = newUuid7(early + std::chrono::milliseconds(1));
    QVERIFY(first < second);
    QVERIFY(isUuid(first));
    QCOMPARE(first.substr(0, 15), std::string("018bcfe5-6800-7"));
}

void TestValues::uuidsAreRecognised() {
    QVERIFY(isUuid("018bcfe5-6800-7abc-8def-0123456789AB"));
    for (const char* text : {"", "018bcfe5-6800-7abc-8def-0123456789a", "018bcfe5-6800-7abc-8def-0123456789ag",
                             "018bcfe5 6800-7abc-8def-0123456789ab", "{018bcfe5-6800-7abc-8def-0123456789a}"}) {
        QVERIFY2(!isUuid(text), text);
    }
}

void TestValues::migrationsAreEmbeddedInOrder() {
    const auto migrations = embeddedMigrations();
    QVERIFY(!migrations.empty());
    for (std::size_t i = 0; i < migrations.size(); ++i) {
        QCOMPARE(migrations[i].number, static_cast<int>(i + 1));
        QVERIFY(migrations[i].sql.ends_with("\n"));
    }
}

QTEST_GUILESS_MAIN(TestValues)
#include "test_values.moc"
