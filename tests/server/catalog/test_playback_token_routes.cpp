// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "core/json/codec.h"
#include "core/protocol/catalog.h"
#include "server/accounts/permission_routes.h"
#include "server/catalog/playback_token_routes.h"
#include "server/live/live_service.h"
#include "server/live/playback_routes.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "tests/core/support/media.h"
#include "tests/server/support/http_client.h"

#include <fstream>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace std::chrono_literals;
using server::test::HttpResponse;

namespace {

const std::string kEdge = "the-secret-of-an-edge-is-as-long-as-others";

} // namespace

// From the administrator's wish to the viewer's path, over real sockets.
class TestPlaybackTokenRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init() { m_now = core::WallTime(1'795'550'400s); }
    void theAdministratorMintsAToken();
    void whoIsNoAdministratorGetsNone();
    void aWishThatIsWrongIsRefused_data();
    void aWishThatIsWrongIsRefused();
    void withItsTokenAnEventIsPlayed();
    void withoutOrWithAnotherTokenItIsNot();
    void anExpiredTokenIsToldApart();
    void whatStandsAtOneViewersAddressIsCacheableForNobodyElse();
    void anEdgeAsksWhetherAViewerMayPlay();
    void anEdgeGetsWhatAllViewersShare();

private:
    HttpResponse mint(const std::string& event, const std::string& body, const std::string& token) const;
    core::PlaybackToken token(const std::string& event) const;
    HttpResponse get(const std::string& path) const { return server::test::send(m_listener->port(), {"GET", path}); }

    QTemporaryDir m_folder;
    std::atomic<core::WallTime> m_now;
    std::string m_adminToken;
    server::catalog::EventDirectory m_events;
    std::unique_ptr<server::accounts::AdminToken> m_admin;
    std::unique_ptr<server::accounts::PlaybackTokens> m_tokens;
    std::unique_ptr<server::live::LiveService> m_live;
    std::unique_ptr<server::live::PlaybackRoutes> m_playback;
    std::unique_ptr<server::catalog::PlaybackTokenRoutes> m_routes;
    std::unique_ptr<server::accounts::PermissionRoutes> m_permissions;
    server::net::Router m_router;
    std::unique_ptr<server::net::IoThreads> m_threads;
    std::unique_ptr<server::net::Listener> m_listener;
};

void TestPlaybackTokenRoutes::initTestCase() {
    const std::filesystem::path folder = m_folder.path().toStdString();
    std::ofstream(folder / "secret") << "a-secret-of-thirty-two-characters-or-more";
    std::ofstream(folder / "edges") << kEdge;
    for (const auto& name : {QStringLiteral("secret"), QStringLiteral("edges")}) {
        QFile::setPermissions(m_folder.filePath(name), QFile::ReadOwner | QFile::WriteOwner);
    }
    m_admin = std::make_unique<server::accounts::AdminToken>(
        server::accounts::AdminToken::loadOrCreate(folder / "admin.token").value());
    std::ifstream(folder / "admin.token") >> m_adminToken;
    const auto now = [this] {
        return m_now.load();
    };
    m_tokens = std::make_unique<server::accounts::PlaybackTokens>(
        server::accounts::PlaybackTokens::load({folder / "secret", true, folder / "edges"}, now).value());
    server::live::LiveOptions options;
    options.folder = folder / "live";
    m_live = std::make_unique<server::live::LiveService>(options);
    for (const std::string slug : {"cup", "final"}) {
        QVERIFY(m_live->open({.slug = slug}).has_value());
        core::Event event;
        event.slug = slug;
        m_events.add(event);
    }
    m_playback = std::make_unique<server::live::PlaybackRoutes>(*m_live, m_tokens.get());
    m_playback->registerRoutes(m_router);
    m_routes = std::make_unique<server::catalog::PlaybackTokenRoutes>(*m_admin, *m_tokens, m_events, now);
    m_routes->registerRoutes(m_router);
    m_permissions = std::make_unique<server::accounts::PermissionRoutes>(*m_tokens);
    m_permissions->registerRoutes(m_router);
    m_threads = std::make_unique<server::net::IoThreads>(1);
    m_listener = server::net::Listener::open("127.0.0.1:0", *m_threads, m_router).value();
    m_threads->start();
    m_listener->start();
}

void TestPlaybackTokenRoutes::cleanupTestCase() {
    m_listener.reset();
    m_threads.reset();
}

HttpResponse TestPlaybackTokenRoutes::mint(const std::string& event, const std::string& body,
                                           const std::string& token) const {
    return server::test::send(
        m_listener->port(),
        {"POST", "/api/v1/events/" + event + "/playback-tokens", body, {{"Authorization", "Bearer " + token}}});
}

core::PlaybackToken TestPlaybackTokenRoutes::token(const std::string& event) const {
    return core::parseJson<core::PlaybackToken>(mint(event, R"({"seconds": 60})", m_adminToken).body).value();
}

void TestPlaybackTokenRoutes::theAdministratorMintsAToken() {
    const HttpResponse made = mint("cup", R"({"seconds": 60})", m_adminToken);
    QCOMPARE(made.status, 201);
    QCOMPARE(made.headers.at("cache-control"), std::string("no-store"));
    const core::PlaybackToken parsed = token("cup");
    QCOMPARE(parsed.path, "/live/t/" + parsed.token + "/cup/main.m3u8");
    QVERIFY(parsed.expires == m_now.load() + 60s);
}

void TestPlaybackTokenRoutes::whoIsNoAdministratorGetsNone() {
    QCOMPARE(mint("cup", R"({"seconds": 60})", "guess").status, 401);
}

void TestPlaybackTokenRoutes::aWishThatIsWrongIsRefused_data() {
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("no event") << QByteArray("league") << QByteArray(R"({"seconds": 60})") << 404;
    QTest::newRow("no time") << QByteArray("cup") << QByteArray(R"({"seconds": 0})") << 400;
    QTest::newRow("backwards") << QByteArray("cup") << QByteArray(R"({"seconds": -5})") << 400;
    QTest::newRow("for ever") << QByteArray("cup") << QByteArray(R"({"seconds": 9223372036854775807})") << 400;
    QTest::newRow("no JSON") << QByteArray("cup") << QByteArray("60") << 400;
}

void TestPlaybackTokenRoutes::aWishThatIsWrongIsRefused() {
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QCOMPARE(mint(event.toStdString(), body.toStdString(), m_adminToken).status, status);
}

// Nothing is published: who is let in is told so.
void TestPlaybackTokenRoutes::withItsTokenAnEventIsPlayed() {
    const HttpResponse answer = get(token("cup").path);
    QCOMPARE(answer.status, 404);
    QVERIFY(answer.body.find("the show has not started yet") != std::string::npos);
}

void TestPlaybackTokenRoutes::whatStandsAtOneViewersAddressIsCacheableForNobodyElse() {
    auto stream = m_live->find("cup");
    QVERIFY(
        stream->addInit("v720", "start", core::parseInitSection(core::writeInitSection(test::videoFormat())).value()));
    const auto before = m_live->counts().at("cup").served;
    QCOMPARE(get("/live/t/" + token("cup").token + "/cup/v720/init-0.mp4").status, 200);
    QCOMPARE(server::test::send(m_listener->port(), {"GET", "/live/cup/v720/init-0.mp4", "", {{"Tally-Edge", kEdge}}})
                 .status,
             200);
    const auto after = m_live->counts().at("cup").served;
    QCOMPARE(after.media - before.media, std::uint64_t(2));
    QCOMPARE(after.cacheable - before.cacheable, std::uint64_t(1));
}

void TestPlaybackTokenRoutes::withoutOrWithAnotherTokenItIsNot() {
    const std::string token = this->token("final").token;
    for (const std::string path : {"/live/cup/main.m3u8", "/live/cup/v720/index.m3u8", "/live/cup/v720/1.m4s",
                                   "/live/cup/v720/1.2.m4s", "/live/cup/v720/init-1.mp4"}) {
        QCOMPARE(get(path).status, 403);
        QCOMPARE(get("/live/t/" + token + path.substr(5)).status, 403);
        QCOMPARE(get("/live/t/" + std::string(3000, 'A') + path.substr(5)).status, 403);
    }
    QCOMPARE(get("/live/t/x/cup/main.m3u8").headers.at("access-control-allow-origin"), std::string("*"));
}

void TestPlaybackTokenRoutes::anExpiredTokenIsToldApart() {
    const std::string path = token("cup").path;
    m_now = m_now.load() + 60s;
    const HttpResponse answer = get(path);
    QCOMPARE(answer.status, 403);
    QVERIFY(answer.body.find("the playback token has expired") != std::string::npos);
}

void TestPlaybackTokenRoutes::anEdgeAsksWhetherAViewerMayPlay() {
    const std::string token = this->token("cup").token;
    m_now = m_now.load() + 20s;
    const HttpResponse may = get("/live/t/" + token + "/cup/may-play");
    QCOMPARE(may.status, 204);
    QCOMPARE(may.headers.at("cache-control"), std::string("max-age=40"));
    for (const std::string path : {"/live/cup/may-play", "/live/t/x/cup/may-play", "/live/t//cup/may-play"}) {
        QVERIFY2(get(path).status >= 400, path.c_str());
    }
    const HttpResponse forOther = get("/live/t/" + token + "/final/may-play");
    QCOMPARE(forOther.status, 403);
    QVERIFY(forOther.body.find("not valid for this event") != std::string::npos);
}

void TestPlaybackTokenRoutes::anEdgeGetsWhatAllViewersShare() {
    const auto ask = [this](const std::string& path, const std::string& edge) {
        return server::test::send(m_listener->port(), {"GET", path, "", {{"Tally-Edge", edge}}}).status;
    };
    QCOMPARE(ask("/live/cup/main.m3u8", kEdge), 404); // let in: nothing is published
    QCOMPARE(ask("/live/cup/main.m3u8", kEdge + "x"), 403);
    QCOMPARE(ask("/live/t/x/cup/main.m3u8", kEdge), 403);
    QCOMPARE(ask("/live/cup/may-play", kEdge), 403); // asked for a viewer
}

QTEST_GUILESS_MAIN(TestPlaybackTokenRoutes)
#include "test_playback_token_routes.moc"
