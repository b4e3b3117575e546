// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_desk.h"
#include "tests/server/support/fake_clock.h"
#include "tests/server/support/fake_live_events.h"
#include "tests/server/support/seed.h"

#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;
using core::ErrorCode;

namespace {

constexpr core::WallTime kNow{1'700'000'000s};

core::CueRequest tenSeconds() {
    core::CueRequest request;
    request.durationMs = 10s;
    return request;
}

} // namespace

class TestCueDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void init();

    void aCueStartsAtTheLiveEdgePlusTheLead();
    void whileACueRunsFiringIsRefusedAndSaysWhenTheNextMayStart();
    void inTheGapTheNextCueStartsBehindIt();
    void aRepeatedRequestReturnsTheFirstCue();
    void ofManyWhoFireAtOnceOneWins();
    void theSameRequestSentAtOnceIsOneCue();
    void anEventOffAirIsAConflict();
    void anUnknownEventIsNotFound();
    void nothingToShowIsAConflict();
    void aBadRequestIsInvalid();
    void afterARestartTheCuesAreInThePlaylistsAgain();
    void afterARestartALongWindowHasItsOldCues();
    void cuesAreListedNewestFirst();

private:
    // A server's services over the same database.
    struct Services {
        explicit Services(test::TestDatabase& database)
            : board(live, 2h, clock),
              viewers(events, board, clock),
              ledger(database.pool()),
              desk(database.executor(), ledger, board, viewers, live, events, {}, clock) {
            live.setLiveEdge(kNow - 500ms);
        }

        test::FakeClock clock{kNow};
        test::FakeLiveEvents live;
        catalog::EventDirectory events;
        cues::CueBoard board;
        cues::ViewerHub viewers;
        cues::CueLedger ledger;
        cues::CueDesk desk;
    };

    core::Result<core::Cue> fire(Services& services, core::CueRequest request = tenSeconds()) {
        return m_postgres->await(services.desk.fire(m_event, std::move(request)));
    }
    std::unique_ptr<Services> services();

    std::unique_ptr<test::TestDatabase> m_postgres;
    std::string m_event; // one for each case
    int m_count = 0;
};

void TestCueDesk::initTestCase() {
    m_postgres = std::make_unique<test::TestDatabase>();
    test::seedEvent(*m_postgres, "seed");
    test::seedCampaign(*m_postgres);
}

void TestCueDesk::init() {
    m_event = "event-" + std::to_string(++m_count);
    test::seedEvent(*m_postgres, m_event);
}

std::unique_ptr<TestCueDesk::Services> TestCueDesk::services() {
    auto made = std::make_unique<Services>(*m_postgres);
    made->events.add({m_event, "Final", test::kOrganization, 0.2, 1, {}, {}, {}});
    return made;
}

void TestCueDesk::aCueStartsAtTheLiveEdgePlusTheLead() {
    const auto server = services();
    const auto cue = fire(*server);
    QVERIFY2(cue, cue ? "" : cue.error().detail.c_str());
    QVERIFY(cue->start == kNow - 500ms + 3s);
    QCOMPARE(cue->sequence, std::uint64_t(1));
    QCOMPARE(cue->revision, 1U);
    QCOMPARE(cue->candidates.at(0).campaign, std::string(test::kCampaign));
    QCOMPARE(cue->candidates.at(0).asset.url, "/creatives/" + std::string(64, 'a'));
    QCOMPARE(server->live.dateRanges(m_event).at(0).id, cue->id);
    QVERIFY(*server->board.find(m_event, cue->id) == *cue);
}

void TestCueDesk::whileACueRunsFiringIsRefusedAndSaysWhenTheNextMayStart() {
    const auto server = services();
    QVERIFY(fire(*server));
    const auto second = fire(*server);
    QCOMPARE(second.error().code, ErrorCode::conflict);
    QCOMPARE(second.error().detail, "a cue runs until " + core::formatRfc3339(kNow + 12'500ms) +
                                        "; the next may start at " + core::formatRfc3339(kNow + 17'500ms));
}

void TestCueDesk::inTheGapTheNextCueStartsBehindIt() {
    const auto server = services();
    QVERIFY(fire(*server));
    server->live.setLiveEdge(kNow + 12'600ms);
    const auto next = fire(*server);
    QVERIFY2(next, next ? "" : next.error().detail.c_str());
    QVERIFY(next->start == kNow + 17'500ms);
    QCOMPARE(next->sequence, std::uint64_t(2));
}

void TestCueDesk::aRepeatedRequestReturnsTheFirstCue() {
    const auto server = services();
    auto request = tenSeconds();
    request.id = "018bcfe5-6800-7abc-8def-0000000000aa";
    const auto first = fire(*server, request);
    const auto again = fire(*server, request);
    QVERIFY(first && again);
    QVERIFY(*first == *again);
}

void TestCueDesk::ofManyWhoFireAtOnceOneWins() {
    const auto server = services();
    std::vector<std::future<core::Result<core::Cue>>> answers;
    for (int i = 0; i < 12; ++i) {
        answers.push_back(boost::asio::co_spawn(m_postgres->executor(), server->desk.fire(m_event, tenSeconds()),
                                                boost::asio::use_future));
    }
    int fired = 0;
    for (auto& answer : answers) {
        const auto cue = answer.get();
        fired += cue ? 1 : 0;
        QVERIFY(cue || cue.error().code == ErrorCode::conflict);
        QVERIFY2(cue || cue.error().detail.starts_with("a cue runs until"), cue ? "" : cue.error().detail.c_str());
    }
    QCOMPARE(fired, 1);
    server->live.setLiveEdge(kNow + 1min);
    QCOMPARE(fire(*server)->sequence, std::uint64_t(2)); // those who lost left no hole
}

void TestCueDesk::theSameRequestSentAtOnceIsOneCue() {
    const auto server = services();
    auto request = tenSeconds();
    request.id = "018bcfe5-6800-7abc-8def-0000000000bb";
    std::vector<std::future<core::Result<core::Cue>>> answers;
    for (int i = 0; i < 6; ++i) {
        answers.push_back(boost::asio::co_spawn(m_postgres->executor(), server->desk.fire(m_event, request),
                                                boost::asio::use_future));
    }
    const auto first = answers[0].get();
    QVERIFY2(first, first ? "" : first.error().detail.c_str());
    for (std::size_t i = 1; i < answers.size(); ++i) {
        const auto same = answers[i].get();
        QVERIFY2(same, same ? "" : same.error().detail.c_str());
        QCOMPARE(same->id, first->id);
    }
}

void TestCueDesk::anEventOffAirIsAConflict() {
    const auto server = services();
    server->live.setLiveEdge(std::nullopt);
    const auto cue = fire(*server);
    QCOMPARE(cue.error().code, ErrorCode::conflict);
    QCOMPARE(cue.error().detail, std::string("the event is not on air"));
}

void TestCueDesk::anUnknownEventIsNotFound() {
    const auto server = services();
    m_event = "nowhere";
    QCOMPARE(fire(*server).error().code, ErrorCode::notFound);
}

void TestCueDesk::nothingToShowIsAConflict() {
    const auto server = services();
    auto request = tenSeconds();
    request.campaign = "018bcfe5-6800-7abc-8def-00000000dead";
    QCOMPARE(fire(*server, request).error().code, ErrorCode::conflict);
}

void TestCueDesk::aBadRequestIsInvalid() {
    const auto server = services();
    auto request = tenSeconds();
    request.durationMs = 9s;
    QCOMPARE(fire(*server, request).error().code, ErrorCode::invalid);
}

void TestCueDesk::afterARestartTheCuesAreInThePlaylistsAgain() {
    const auto before = services();
    const auto cue = fire(*before);
    QVERIFY(cue);
    const auto after = services();
    QVERIFY(m_postgres->await(after->desk.load()));
    QCOMPARE(after->live.dateRanges(m_event).at(0).id, cue->id);
    QVERIFY(*after->board.find(m_event, cue->id) == *cue);
}

void TestCueDesk::afterARestartALongWindowHasItsOldCues() {
    const auto cue = fire(*services());
    QVERIFY(cue);
    const auto after = services();
    after->clock.advance(30h);
    after->live.setWindowBegin(kNow - 1h);
    QVERIFY(m_postgres->await(after->desk.load()));
    QCOMPARE(after->live.dateRanges(m_event).size(), std::size_t(1));
}

void TestCueDesk::cuesAreListedNewestFirst() {
    const auto server = services();
    const auto first = fire(*server);
    server->live.setLiveEdge(kNow + 1min);
    const auto second = fire(*server);
    const auto listed = m_postgres->await(server->ledger.list(m_event));
    QCOMPARE(listed->size(), std::size_t(2));
    QVERIFY(listed->at(0) == *second);
    QVERIFY(listed->at(1) == *first);
}

QTEST_GUILESS_MAIN(TestCueDesk)
#include "test_cue_desk.moc"
