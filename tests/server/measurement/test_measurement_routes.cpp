// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/test_server.h"

#include <QTest>

using namespace tally;
using namespace tally::server;

class TestMeasurementRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = start(1ULL << 30); }
    void cleanupTestCase() { m_server.reset(); }

    void aBatchIsAcknowledgedAndCounted();
    void playersOfOtherOriginsMaySend();
    void aFaultIsNamedByItsPath();
    void anUnknownEventIsNotFound();
    void aBodyOver64KibIsRefused();
    void aFullSpoolAsksToComeAgain();
    void theReportIsForTheAdministrator();

private:
    static std::unique_ptr<test::TestServer> start(std::uint64_t spoolBytes);
    static core::MeasurementBatch batch();
    test::HttpResponse post(const core::MeasurementBatch& batch) {
        return m_server->post("/api/v1/measurement", core::serializeJson(batch));
    }

    std::unique_ptr<test::TestServer> m_server;
};

std::unique_ptr<test::TestServer> TestMeasurementRoutes::start(std::uint64_t spoolBytes) {
    auto server = std::make_unique<test::TestServer>(spoolBytes);
    const std::string made = server->adminPost("/api/v1/organizations", R"({"name":"Pier"})").body;
    const core::EventRequest event{"final", "Final", core::parseJson<core::Organization>(made)->id, {}, {}, {}, {}};
    server->adminPost("/api/v1/events", core::serializeJson(event));
    return server;
}

core::MeasurementBatch TestMeasurementRoutes::batch() {
    const std::string id = "018bcfe5-6800-7abc-8def-0123456789ab";
    const core::WallTime now = catalog::systemNow();
    const auto kind = core::MeasurementKind::impression;
    return {id, "final", {{7, id, core::formatDate(now), id, id, id, kind, 0, now, std::chrono::milliseconds(0), {}}}};
}

void TestMeasurementRoutes::aBatchIsAcknowledgedAndCounted() {
    const auto response = post(batch());
    QCOMPARE(response.status, 200);
    const auto receipt = core::parseJson<core::MeasurementReceipt>(response.body);
    QCOMPARE(receipt->accepted, std::uint64_t(1));
    QCOMPARE(receipt->through, std::uint64_t(7));
    QTRY_COMPARE(m_server->database().sql("SELECT count(*) FROM play_events")[0].count(0), std::uint64_t(1));
}

void TestMeasurementRoutes::playersOfOtherOriginsMaySend() {
    const auto asked = test::send(m_server->port(), {"OPTIONS",
                                                     "/api/v1/measurement",
                                                     "",
                                                     {{"Origin", "https://club.example"},
                                                      {"Access-Control-Request-Method", "POST"},
                                                      {"Access-Control-Request-Headers", "content-type"}}});
    QVERIFY(asked.status / 100 == 2);
    QCOMPARE(asked.headers.at("access-control-allow-origin"), std::string("*"));
    const auto response = post(batch());
    QCOMPARE(response.headers.at("access-control-allow-origin"), std::string("*"));
    QVERIFY(!response.headers.contains("access-control-allow-credentials"));
}

void TestMeasurementRoutes::aFaultIsNamedByItsPath() {
    auto wrong = batch();
    wrong.events[0].play = "me";
    const auto response = post(wrong);
    QCOMPARE(response.status, 400);
    QCOMPARE(core::parseJson<core::Problem>(response.body)->detail, std::string("events[0].play is not a UUID"));
    const auto missing = m_server->post("/api/v1/measurement", R"({"session":"x","event":"final","events":[{}]})");
    QCOMPARE(core::parseJson<core::Problem>(missing.body)->detail, std::string("events[0].sequence is missing"));
    QCOMPARE(m_server->post("/api/v1/measurement", "[").status, 400);
}

void TestMeasurementRoutes::anUnknownEventIsNotFound() {
    auto elsewhere = batch();
    elsewhere.event = "nowhere";
    QCOMPARE(post(elsewhere).status, 404);
}

void TestMeasurementRoutes::aBodyOver64KibIsRefused() {
    QCOMPARE(m_server->post("/api/v1/measurement", std::string(64 * 1024 + 1, ' ')).status, 413);
}

void TestMeasurementRoutes::aFullSpoolAsksToComeAgain() {
    const auto small = start(10);
    const auto response = small->post("/api/v1/measurement", core::serializeJson(batch()));
    QCOMPARE(response.status, 503);
    QCOMPARE(response.headers.at("retry-after"), std::string("10"));
}

void TestMeasurementRoutes::theReportIsForTheAdministrator() {
    QCOMPARE(m_server->get("/api/v1/events/final/report").status, 401);
    QCOMPARE(m_server->adminGet("/api/v1/events/nowhere/report").status, 404);
    const auto response = m_server->adminGet("/api/v1/events/final/report");
    QCOMPARE(response.status, 200);
    QCOMPARE(core::parseJson<core::EventReport>(response.body)->fired, std::uint64_t(0));
}

QTEST_GUILESS_MAIN(TestMeasurementRoutes)
#include "test_measurement_routes.moc"
