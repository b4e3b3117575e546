// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sha256.h"
#include "tests/server/support/test_images.h"
#include "tests/server/support/test_server.h"

#include <QTest>

using namespace tally;
using namespace tally::server;

class TestCatalogRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }

    void withoutTheTokenNothingIsMade_data();
    void withoutTheTokenNothingIsMade();
    void h26_aHeaderThatNamesAUserOpensNothing_data();
    void h26_aHeaderThatNamesAUserOpensNothing();
    void aMissingFieldIsNamed();
    void anEventHasAStatusForAll();
    void anEventEndsAndIsOpenedAgain();
    void theWindowOfAnEventIsItsOwn();
    void anIngestKeyIsShownOnce();
    void aCreativeIsServedForEver();
    void hostileUploadsAreRefused_data();
    void hostileUploadsAreRefused();

private:
    template <typename T>
    T made(const test::HttpResponse& response) {
        const auto value = core::parseJson<T>(response.body);
        if (response.status != 201 || !value) {
            throw std::runtime_error(response.body);
        }
        return *value;
    }

    std::unique_ptr<test::TestServer> m_server;
    std::string m_organization;
    std::string m_uploads; // the path for creatives
};

void TestCatalogRoutes::initTestCase() {
    m_server = std::make_unique<test::TestServer>();
    m_organization = made<core::Organization>(m_server->adminPost("/api/v1/organizations", R"({"name":"Pier"})")).id;
    const std::string ofOrganization = R"("organization":")" + m_organization + R"(")";
    made<core::Event>(
        m_server->adminPost("/api/v1/events", R"({"slug":"final","name":"Final",)" + ofOrganization + "}"));
    const auto campaign =
        made<core::Campaign>(m_server->adminPost("/api/v1/campaigns", R"({"name":"Lager",)" + ofOrganization + "}"));
    m_uploads = "/api/v1/campaigns/" + campaign.id + "/creatives";
}

void TestCatalogRoutes::withoutTheTokenNothingIsMade_data() {
    QTest::addColumn<QByteArray>("path");
    for (const char* path : {"/api/v1/organizations", "/api/v1/events", "/api/v1/campaigns",
                             "/api/v1/campaigns/x/creatives", "/api/v1/events/final/ingest-keys"}) {
        QTest::newRow(path) << QByteArray(path);
    }
}

void TestCatalogRoutes::withoutTheTokenNothingIsMade() {
    QFETCH(QByteArray, path);
    const auto none = m_server->post(path.toStdString(), "{}");
    QCOMPARE(none.status, 401);
    QCOMPARE(none.headers.at("www-authenticate"), std::string("Bearer realm=\"tallylight\""));
    QCOMPARE(none.headers.at("content-type"), std::string("application/problem+json"));
    const auto wrong =
        test::send(m_server->port(), {"POST", path.toStdString(), "{}", {{"Authorization", "Bearer x"}}});
    QCOMPARE(wrong.status, 401);
}

void TestCatalogRoutes::h26_aHeaderThatNamesAUserOpensNothing_data() {
    QTest::addColumn<QByteArray>("field");
    for (const char* const field : {"X-User", "X-Forwarded-User", "X-Remote-User", "X-Forwarded-For", "X-Real-IP"}) {
        QTest::newRow(field) << QByteArray(field);
    }
}

void TestCatalogRoutes::h26_aHeaderThatNamesAUserOpensNothing() {
    QFETCH(QByteArray, field);
    for (const char* const value : {"admin", "127.0.0.1"}) {
        const auto answer = test::send(
            m_server->port(), {"POST", "/api/v1/organizations", R"({"name":"Pier"})", {{field.toStdString(), value}}});
        QCOMPARE(answer.status, 401);
    }
}

void TestCatalogRoutes::aMissingFieldIsNamed() {
    const auto response = m_server->adminPost("/api/v1/events", R"({"slug":"x"})");
    QCOMPARE(response.status, 400);
    QCOMPARE(core::parseJson<core::Problem>(response.body)->detail, std::string("name is missing"));
}

void TestCatalogRoutes::anEventHasAStatusForAll() {
    const core::WallTime edge = catalog::systemNow();
    m_server->live().setLiveEdge(edge);
    const auto response = m_server->get("/api/v1/events/final/status");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.at("access-control-allow-origin"), std::string("*"));
    const auto status = core::parseJson<core::EventStatus>(response.body);
    QVERIFY(status && status->onAir && status->liveEdge == edge);
    QCOMPARE(status->viewers, std::uint64_t(0));
    QCOMPARE(m_server->get("/api/v1/events/nowhere/status").status, 404);
}

void TestCatalogRoutes::anEventEndsAndIsOpenedAgain() {
    const auto first = m_server->adminPost("/api/v1/events/final/end", "");
    QCOMPARE(first.status, 200);
    const auto endedAt = core::parseJson<core::Event>(first.body)->endedAt;
    QVERIFY(endedAt);
    QVERIFY(m_server->live().settingsOf("final").ended);
    QVERIFY(core::parseJson<core::Event>(m_server->adminPost("/api/v1/events/final/end", "").body)->endedAt == endedAt);
    const auto reopened = m_server->adminSend("DELETE", "/api/v1/events/final/end", "");
    QVERIFY(reopened.status == 200 && !core::parseJson<core::Event>(reopened.body)->endedAt);
    QVERIFY(!m_server->live().settingsOf("final").ended);
    QCOMPARE(m_server->adminPost("/api/v1/events/none/end", "").status, 404);
    QCOMPARE(m_server->post("/api/v1/events/final/end", "").status, 401);
}

void TestCatalogRoutes::theWindowOfAnEventIsItsOwn() {
    const std::string path = "/api/v1/events/final/window";
    const auto set = m_server->adminSend("PUT", path, R"({"windowSeconds":43200,"quotaMebibytes":2048})");
    QCOMPARE(set.status, 200);
    QVERIFY(core::parseJson<core::Event>(set.body)->windowSeconds == 43200U);
    QVERIFY(m_server->live().settingsOf("final").window == std::chrono::hours(12));
    QVERIFY(m_server->live().settingsOf("final").quotaBytes == 2048ULL * 1024 * 1024);
    QCOMPARE(m_server->adminSend("PUT", path, R"({"windowSeconds":59})").status, 400);
    QCOMPARE(m_server->adminSend("PUT", path, "{}").status, 200); // as the server has it
    QVERIFY(!m_server->live().settingsOf("final").window);
}

void TestCatalogRoutes::anIngestKeyIsShownOnce() {
    const auto key = made<core::IngestKey>(m_server->adminPost("/api/v1/events/final/ingest-keys", "{}"));
    QCOMPARE(key.key.size(), std::size_t(43));
    QCOMPARE(m_server->adminPost("/api/v1/events/nowhere/ingest-keys", "{}").status, 404);
}

void TestCatalogRoutes::aCreativeIsServedForEver() {
    const std::string image = test::png(1920, 1080, "picture");
    const auto creative = made<core::Creative>(m_server->adminPost(m_uploads, image, "image/png"));
    QCOMPARE(creative.sha256, store::sha256Hex(image));
    QCOMPARE(creative.width, 1920U);
    const auto served = m_server->get("/creatives/" + creative.sha256);
    QCOMPARE(served.status, 200);
    QVERIFY(served.body == image);
    QCOMPARE(served.headers.at("content-type"), std::string("image/png"));
    QCOMPARE(served.headers.at("cache-control"), std::string("public, max-age=31536000, immutable"));
    QCOMPARE(served.headers.at("x-content-type-options"), std::string("nosniff"));
    QCOMPARE(served.headers.at("access-control-allow-origin"), std::string("*"));
    QCOMPARE(m_server->get("/creatives/" + std::string(64, '0')).status, 404);
    QCOMPARE(m_server->get("/creatives/..%2fadmin.token").status, 400);
}

void TestCatalogRoutes::hostileUploadsAreRefused_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    const auto bytes = [](const std::string& text) {
        return QByteArray::fromStdString(text);
    };
    QTest::newRow("empty") << QByteArray() << QByteArray("image/png") << 400;
    QTest::newRow("SVG with a script") << QByteArray("<svg onload='x()'/>") << QByteArray("image/svg+xml") << 400;
    QTest::newRow("JPEG called PNG") << bytes(test::jpeg(100, 100)) << QByteArray("image/png") << 400;
    QTest::newRow("truncated") << bytes(test::png(100, 100, "picture")).chopped(3) << QByteArray("image/png") << 400;
    QTest::newRow("PNG and HTML") << bytes(test::png(9, 9) + "<script>") << QByteArray("image/png") << 400;
    QTest::newRow("30,000 × 30,000") << bytes(test::png(30'000, 30'000)) << QByteArray("image/png") << 400;
    QTest::newRow("too many bytes") << bytes(test::png(9, 9, std::string(350'000, 'x'))) << QByteArray("image/png")
                                    << 413;
}

void TestCatalogRoutes::hostileUploadsAreRefused() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    const auto response = m_server->adminPost(m_uploads, file.toStdString(), type.toStdString());
    QCOMPARE(response.status, status);
    QVERIFY(!core::parseJson<core::Problem>(response.body)->detail.empty());
}

QTEST_GUILESS_MAIN(TestCatalogRoutes)
#include "test_catalog_routes.moc"
