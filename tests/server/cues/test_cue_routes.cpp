// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/viewer_socket.h"
#include "tests/server/support/seed.h"
#include "tests/server/support/test_server.h"
#include "tests/server/support/viewer_client.h"

#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;

class TestCueRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void init();

    void aFiredCueReachesViewersOfEveryThread();
    void aFiredCueCanBeFetchedForEver();
    void aSecondPressIsRefused();
    void onlyTheAdministratorFiresAndLists();
    void aFirerWhoHangsUpStillFires();
    void theStatusCountsViewersAndWhoIsReady();
    void aViewerWhoHangsUpWhileACueIsSentHarmsNobody();
    void aSocketOfAnUnknownEventIsRefused();
    void aViewerWhoSpeaksNonsenseIsToldAndClosed();

private:
    core::Cue fire();
    core::EventStatus status();
    static std::string hello() {
        return core::encodeMessage(core::ViewerHello{1, "018bcfe5-6800-7abc-8def-0123456789ab"});
    }

    std::string api(const std::string& rest) const { return "/api/v1/events/" + m_event + rest; }

    std::unique_ptr<test::TestServer> m_server;
    std::string m_organization;
    std::string m_event; // one for each case
    int m_count = 0;
};

void TestCueRoutes::initTestCase() {
    m_server = std::make_unique<test::TestServer>();
    const std::string made = m_server->adminPost("/api/v1/organizations", R"({"name":"Pier"})").body;
    m_organization = core::parseJson<core::Organization>(made)->id;
    auto& database = m_server->database();
    database.sql("INSERT INTO campaigns (id, organization, name) VALUES ($1, $2, 'Lager')",
                 store::bind(test::kCampaign, m_organization));
    database.sql("INSERT INTO creatives (id, campaign, sha256, mime, bytes, width, height)"
                 " VALUES ($1, $2, repeat('a', 64), 'image/png', 1, 1, 1)",
                 store::bind(test::kCreative, test::kCampaign));
    m_server->live().setLiveEdge(catalog::systemNow());
}

void TestCueRoutes::init() {
    m_event = "event-" + std::to_string(++m_count);
    const core::EventRequest event{m_event, "Final", m_organization, {}, {}, {}, {}};
    QCOMPARE(m_server->adminPost("/api/v1/events", core::serializeJson(event)).status, 201);
}

core::Cue TestCueRoutes::fire() {
    const auto response = m_server->adminPost(api("/cues"), R"({"format":"squeezebackL","durationMs":10000})");
    const auto cue = core::parseJson<core::Cue>(response.body);
    if (response.status != 201 || !cue) {
        throw std::runtime_error(response.body);
    }
    return *cue;
}

core::EventStatus TestCueRoutes::status() {
    return core::parseJson<core::EventStatus>(m_server->get(api("/status")).body).value();
}

void TestCueRoutes::aFiredCueReachesViewersOfEveryThread() {
    std::vector<std::unique_ptr<test::ViewerClient>> viewers; // dealt out to two threads in turn
    for (int i = 0; i < 4; ++i) {
        viewers.push_back(std::make_unique<test::ViewerClient>(m_server->port(), m_event));
        viewers.back()->send(hello());
        QVERIFY(core::IncomingMessage::parse(viewers.back()->receive())->is<core::ViewerWelcome>());
    }
    const core::Cue cue = fire();
    for (const auto& viewer : viewers) {
        const auto message = core::IncomingMessage::parse(viewer->receive());
        QCOMPARE(message->as<core::ViewerCue>()->cue.id, cue.id);
    }
    QCOMPARE(m_server->live().dateRanges(m_event).at(0).id, cue.id);
}

void TestCueRoutes::aFiredCueCanBeFetchedForEver() {
    const core::Cue cue = fire();
    const auto response = m_server->get("/live/" + m_event + "/cues/" + cue.id + ".1.json");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.headers.at("cache-control"), std::string("public, max-age=31536000, immutable"));
    QCOMPARE(response.headers.at("access-control-allow-origin"), std::string("*"));
    QCOMPARE(core::parseJson<core::Cue>(response.body)->id, cue.id);
    QCOMPARE(m_server->get("/live/" + m_event + "/cues/" + cue.id + ".2.json").status, 404);
    QCOMPARE(m_server->get("/live/final/cues/nothing.1.json").status, 404);
    QCOMPARE(m_server->get("/live/other/cues/" + cue.id + ".1.json").status, 404);
}

void TestCueRoutes::aSecondPressIsRefused() {
    fire();
    const auto again = m_server->adminPost(api("/cues"), R"({"format":"squeezebackL","durationMs":10000})");
    QCOMPARE(again.status, 409);
    QVERIFY(again.body.find("the next may start at") != std::string::npos);
    const auto listed = m_server->adminGet(api("/cues"));
    QCOMPARE(core::parseJson<std::vector<core::Cue>>(listed.body)->size(), std::size_t(1));
}

void TestCueRoutes::onlyTheAdministratorFiresAndLists() {
    QCOMPARE(m_server->post(api("/cues"), "{}").status, 401);
    QCOMPARE(m_server->get(api("/cues")).status, 401);
    QCOMPARE(m_server->adminGet("/api/v1/events/nowhere/cues").status, 404);
    QCOMPARE(m_server->adminPost(api("/cues"), R"({"format":"banner","durationMs":10000})").status, 400);
}

// The whole way of a cue is done although nobody waits for the answer.
void TestCueRoutes::aFirerWhoHangsUpStillFires() {
    test::ViewerClient viewer(m_server->port(), m_event);
    viewer.send(hello());
    viewer.receive();
    m_server->adminPostAndHangUp(api("/cues"), R"({"format":"squeezebackL","durationMs":10000})");
    QVERIFY(core::IncomingMessage::parse(viewer.receive())->is<core::ViewerCue>());
}

void TestCueRoutes::theStatusCountsViewersAndWhoIsReady() {
    const core::Cue cue = fire();
    {
        test::ViewerClient viewer(m_server->port(), m_event);
        viewer.send(hello());
        const auto welcome = core::IncomingMessage::parse(viewer.receive())->as<core::ViewerWelcome>();
        QCOMPARE(welcome->cues.at(0).id, cue.id);
        viewer.send(core::encodeMessage(core::ViewerReady{cue.id, test::kCreative}));
        QTRY_COMPARE(status().cues.at(0).ready, std::uint64_t(1));
        QCOMPARE(status().viewers, std::uint64_t(1));
    }
    QTRY_COMPARE(status().viewers, std::uint64_t(0));
    QCOMPARE(status().cues.at(0).ready, std::uint64_t(0));
}

void TestCueRoutes::aViewerWhoHangsUpWhileACueIsSentHarmsNobody() {
    test::ViewerClient stays(m_server->port(), m_event);
    stays.send(hello());
    stays.receive();
    for (int i = 0; i < 20; ++i) {
        test::ViewerClient leaves(m_server->port(), m_event);
        leaves.send(hello());
    }
    const core::Cue cue = fire();
    QCOMPARE(core::IncomingMessage::parse(stays.receive())->as<core::ViewerCue>()->cue.id, cue.id);
    QTRY_COMPARE(status().viewers, std::uint64_t(1));
}

void TestCueRoutes::aSocketOfAnUnknownEventIsRefused() {
    QVERIFY_EXCEPTION_THROWN(test::ViewerClient(m_server->port(), "nowhere"), std::exception);
}

void TestCueRoutes::aViewerWhoSpeaksNonsenseIsToldAndClosed() {
    test::ViewerClient viewer(m_server->port(), m_event);
    viewer.send("nonsense");
    QVERIFY(core::IncomingMessage::parse(viewer.receive())->is<core::ViewerRefused>());
    QVERIFY_EXCEPTION_THROWN(viewer.receive(), std::exception);
}

QTEST_GUILESS_MAIN(TestCueRoutes)
#include "test_cue_routes.moc"
