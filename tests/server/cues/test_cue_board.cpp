// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_board.h"
#include "tests/server/support/fake_clock.h"
#include "tests/server/support/fake_live_events.h"

#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace std::chrono_literals;

class TestCueBoard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHigherRevisionReplacesALower();
    void aCueIsNotOverUntilItsEnd();
    void aCueStaysInThePlaylistsForTheRewindWindow();
    void aCueStaysForAsLongAsItsMedia();
    void aCancelledCueLeavesThePlaylists();
    void eventsDoNotMeet();

private:
    static constexpr core::WallTime kNow{1'700'000'000s};

    static core::Cue cue(const char* id, std::uint32_t revision = 1) {
        core::Cue made;
        made.id = id;
        made.event = "final";
        made.revision = revision;
        made.start = kNow + 3s;
        made.durationMs = 10s;
        return made;
    }
};

void TestCueBoard::aHigherRevisionReplacesALower() {
    test::FakeLiveEvents live;
    cues::CueBoard board(live, 2h, test::FakeClock(kNow));
    board.put(cue("a", 2));
    board.put(cue("a", 1));
    QCOMPARE(board.find("final", "a")->revision, 2U);
    QCOMPARE(live.dateRanges("final").size(), std::size_t(1));
}

void TestCueBoard::aCueIsNotOverUntilItsEnd() {
    test::FakeLiveEvents live;
    test::FakeClock clock(kNow);
    cues::CueBoard board(live, 2h, clock);
    board.put(cue("a"));
    QCOMPARE(board.notOver("final").size(), std::size_t(1));
    clock.advance(12'999ms);
    QCOMPARE(board.notOver("final").size(), std::size_t(1));
    clock.advance(1ms);
    QVERIFY(board.notOver("final").empty());
}

void TestCueBoard::aCueStaysInThePlaylistsForTheRewindWindow() {
    test::FakeLiveEvents live;
    test::FakeClock clock(kNow);
    cues::CueBoard board(live, 2h, clock);
    board.put(cue("a"));
    clock.advance(2h + 13s);
    board.prune();
    QCOMPARE(live.dateRanges("final").size(), std::size_t(1));
    clock.advance(1ms);
    board.prune();
    QVERIFY(live.dateRanges("final").empty());
    QVERIFY(!board.find("final", "a"));
}

// An event may have a window of its own, and a recording does not move on.
void TestCueBoard::aCueStaysForAsLongAsItsMedia() {
    test::FakeLiveEvents live;
    test::FakeClock clock(kNow);
    cues::CueBoard board(live, 2h, clock);
    live.setWindowBegin(kNow);
    board.put(cue("a"));
    clock.advance(48h);
    board.prune();
    QCOMPARE(live.dateRanges("final").size(), std::size_t(1));
    live.setWindowBegin(kNow + 13s);
    board.prune();
    QCOMPARE(live.dateRanges("final").size(), std::size_t(1));
    live.setWindowBegin(kNow + 13s + 1ms);
    board.prune();
    QVERIFY(live.dateRanges("final").empty());
}

void TestCueBoard::aCancelledCueLeavesThePlaylists() {
    test::FakeLiveEvents live;
    cues::CueBoard board(live, 2h, test::FakeClock(kNow));
    board.put(cue("a"));
    core::Cue cancelled = cue("a", 2);
    cancelled.state = core::CueState::cancelled;
    board.put(cancelled);
    QVERIFY(live.dateRanges("final").empty());
}

void TestCueBoard::eventsDoNotMeet() {
    test::FakeLiveEvents live;
    cues::CueBoard board(live, 2h, test::FakeClock(kNow));
    board.put(cue("a"));
    QVERIFY(!board.find("other", "a"));
    QVERIFY(board.notOver("other").empty());
}

QTEST_GUILESS_MAIN(TestCueBoard)
#include "test_cue_board.moc"
