// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/viewer_session.h"
#include "tests/server/support/fake_clock.h"
#include "tests/server/support/fake_live_events.h"
#include "tests/server/support/fake_web_socket.h"

#include <boost/asio/io_context.hpp>

#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;

namespace {

constexpr core::WallTime kNow{1'700'000'000s};
constexpr const char* kHello = R"({"type":"hello","protocol":1,"session":"018bcfe5-6800-7abc-8def-0123456789ab"})";
constexpr const char* kCue = "018bcfe5-6800-7abc-8def-0000000000c1";

// A viewer's socket and the server's side of it.
struct Viewer {
    Viewer(boost::asio::io_context& thread, std::shared_ptr<cues::ViewerCrowd> crowd,
           cues::ViewerSession::Context context)
        : socket(std::make_shared<test::FakeWebSocket>(thread.get_executor())),
          session("final", std::move(crowd), context) {
        session.opened(socket);
    }

    core::IncomingMessage last() const { return core::IncomingMessage::parse(*socket->sent.back()).value(); }

    std::shared_ptr<test::FakeWebSocket> socket;
    cues::ViewerSession session;
};

} // namespace

class TestViewers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helloIsAnsweredWithTheCuesThatAreNotOver();
    void whatIsNoHelloIsRefused_data();
    void whatIsNoHelloIsRefused();
    void aMessageOfAnUnknownTypeIsPassedOver();
    void oneStringGoesToAllViewersOfAllThreads();
    void aViewerWhoLeavesIsCountedNoMore();
    void aSocketClosedWhileACueIsOnItsWayIsLeftAlone();
    void readinessFollowsReportsAndDepartures();
    void reportsOnUnknownCuesAndCreativesAreNotCounted();

private:
    cues::ViewerSession::Context context() { return {m_board, m_readiness, m_clock}; }
    std::unique_ptr<Viewer> join(boost::asio::io_context& thread);
    static core::Cue cue();

    test::FakeLiveEvents m_live;
    catalog::Clock m_clock = test::FakeClock(kNow);
    cues::CueBoard m_board{m_live, 2h, m_clock};
    cues::Readiness m_readiness;
    std::shared_ptr<cues::ViewerCrowd> m_crowd = std::make_shared<cues::ViewerCrowd>();
    boost::asio::io_context m_thread;
    boost::asio::io_context m_otherThread;
};

core::Cue TestViewers::cue() {
    core::Cue made;
    made.id = kCue;
    made.event = "final";
    made.revision = 1;
    made.start = kNow + 3s;
    made.durationMs = 10s;
    made.candidates.push_back({"creative", "campaign", "Lager", {}});
    return made;
}

std::unique_ptr<Viewer> TestViewers::join(boost::asio::io_context& thread) {
    auto viewer = std::make_unique<Viewer>(thread, m_crowd, context());
    viewer->session.received(kHello);
    return viewer;
}

void TestViewers::helloIsAnsweredWithTheCuesThatAreNotOver() {
    m_board.put(cue());
    const auto viewer = join(m_thread);
    const auto welcome = viewer->last().as<core::ViewerWelcome>();
    QVERIFY2(welcome, welcome ? "" : welcome.error().detail.c_str());
    QCOMPARE(welcome->event, std::string("final"));
    QVERIFY(welcome->serverTime == kNow);
    QCOMPARE(welcome->cues.size(), std::size_t(1));
    QVERIFY(welcome->cues[0] == cue());
    viewer->session.closed();
}

void TestViewers::whatIsNoHelloIsRefused_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no type") << QByteArray("{}");
    QTest::newRow("another message first") << QByteArray(R"({"type":"ready","cue":"x"})");
    QTest::newRow("another protocol") << QByteArray(
        R"({"type":"hello","protocol":2,"session":"018bcfe5-6800-7abc-8def-0123456789ab"})");
    QTest::newRow("no session") << QByteArray(R"({"type":"hello","protocol":1})");
    QTest::newRow("session is no UUID") << QByteArray(R"({"type":"hello","protocol":1,"session":"me"})");
    QTest::newRow("deep nesting") << QByteArray(1000, '[');
}

void TestViewers::whatIsNoHelloIsRefused() {
    QFETCH(QByteArray, message);
    Viewer viewer(m_thread, m_crowd, context());
    viewer.session.received(message.toStdString());
    QVERIFY(viewer.last().is<core::ViewerRefused>());
    QVERIFY(viewer.socket->closedFor.has_value());
    viewer.session.closed();
    QCOMPARE(m_crowd->size(), std::uint64_t(0));
}

void TestViewers::aMessageOfAnUnknownTypeIsPassedOver() {
    const auto viewer = join(m_thread);
    viewer->session.received(R"({"type":"future","x":1})");
    QVERIFY(!viewer->socket->closedFor);
    viewer->session.closed();
}

void TestViewers::oneStringGoesToAllViewersOfAllThreads() {
    const auto first = join(m_thread);
    const auto second = join(m_thread);
    const auto elsewhere = join(m_otherThread);
    QCOMPARE(m_crowd->size(), std::uint64_t(3));
    const auto text = std::make_shared<const std::string>("cue");
    m_crowd->send(text);
    QCOMPARE(m_thread.poll(), std::size_t(1)); // one wake-up a thread
    QCOMPARE(m_otherThread.poll(), std::size_t(1));
    m_thread.restart();
    m_otherThread.restart();
    for (const auto* viewer : {first.get(), second.get(), elsewhere.get()}) {
        QCOMPARE(viewer->socket->sent.back().get(), text.get());
        const_cast<Viewer*>(viewer)->session.closed();
    }
}

void TestViewers::aViewerWhoLeavesIsCountedNoMore() {
    const auto viewer = join(m_thread);
    QCOMPARE(m_crowd->size(), std::uint64_t(1));
    viewer->session.closed();
    QCOMPARE(m_crowd->size(), std::uint64_t(0));
}

void TestViewers::aSocketClosedWhileACueIsOnItsWayIsLeftAlone() {
    const auto viewer = join(m_thread);
    m_crowd->send(std::make_shared<const std::string>("cue"));
    viewer->session.closed();
    const std::size_t before = viewer->socket->sent.size();
    m_thread.poll();
    m_thread.restart();
    QCOMPARE(viewer->socket->sent.size(), before);
}

void TestViewers::readinessFollowsReportsAndDepartures() {
    m_board.put(cue());
    const auto viewer = join(m_thread);
    const auto other = join(m_thread);
    const std::string ready = core::encodeMessage(core::ViewerReady{kCue, "creative"});
    viewer->session.received(ready);
    viewer->session.received(ready); // counts once
    other->session.received(core::encodeMessage(core::ViewerReady{kCue, std::nullopt}));
    QCOMPARE(m_readiness.of(kCue).ready, std::uint64_t(1));
    QCOMPARE(m_readiness.of(kCue).cannot, std::uint64_t(1));
    other->session.received(ready); // changed its mind
    QCOMPARE(m_readiness.of(kCue).ready, std::uint64_t(2));
    QCOMPARE(m_readiness.of(kCue).cannot, std::uint64_t(0));
    viewer->session.closed();
    other->session.closed();
    QCOMPARE(m_readiness.of(kCue).ready, std::uint64_t(0));
}

void TestViewers::reportsOnUnknownCuesAndCreativesAreNotCounted() {
    m_board.put(cue());
    const auto viewer = join(m_thread);
    viewer->session.received(core::encodeMessage(core::ViewerReady{"unknown", "creative"}));
    viewer->session.received(core::encodeMessage(core::ViewerReady{kCue, "unknown"}));
    QCOMPARE(m_readiness.of("unknown").ready, std::uint64_t(0));
    QCOMPARE(m_readiness.of(kCue).ready, std::uint64_t(0));
    viewer->session.closed();
}

QTEST_GUILESS_MAIN(TestViewers)
#include "test_viewers.moc"
