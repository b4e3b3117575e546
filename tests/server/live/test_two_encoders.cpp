// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/live/support/stage.h"

#include <QTest>

using namespace tally;
using namespace tally::server::test;
using server::live::IngestLane;

namespace {

using namespace std::chrono_literals;

IngestLane laneOf(const std::string& session, const std::string& publisher) {
    IngestLane lane(session);
    lane.publisher = publisher;
    return lane;
}

} // namespace

// Main and backup encoder of one event.
class TestTwoEncoders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theEndOfEitherLeavesNoTrace_data();
    void theEndOfEitherLeavesNoTrace();
    void oneThatIsAheadAtItsBeginLosesNothingOfTheOther();
    void whatNeitherHasIsNotWaitedForLong();
    void aloneAHoleIsNotWaitedFor();
    void anotherSessionTakesOverAfterASecondOfSilence();

private:
    std::string alone(std::uint64_t parts);

    std::unique_ptr<Stage> m_stage;
    IngestLane m_main = laneOf("show", "192.0.2.1");
    IngestLane m_backup = laneOf("show", "192.0.2.2");
};

void TestTwoEncoders::init() {
    m_stage = std::make_unique<Stage>();
    m_stage->init("v720", m_main, videoInit());
}

std::string TestTwoEncoders::alone(std::uint64_t parts) {
    Stage stage;
    stage.init("v720", "show", videoInit());
    stage.video("v720", "show", 0, parts);
    return stage.playlist("v720");
}

void TestTwoEncoders::theEndOfEitherLeavesNoTrace_data() {
    QTest::addColumn<int>("ahead"); // parts by which the backup is before or behind the main encoder
    QTest::addColumn<bool>("mainDies");
    for (const int ahead : {-3, -1, 0, 1, 2}) {
        for (const bool mainDies : {true, false}) {
            QTest::addRow("%d %s", ahead, mainDies ? "main" : "backup") << ahead << mainDies;
        }
    }
}

void TestTwoEncoders::theEndOfEitherLeavesNoTrace() {
    QFETCH(int, ahead);
    QFETCH(bool, mainDies);
    constexpr std::uint64_t kDeath = 13;
    constexpr std::uint64_t kParts = 33;
    m_stage->init("v720", m_backup, videoInit());
    for (std::uint64_t i = 0; i < kParts + 4; ++i) {
        m_stage->now += 200ms;
        const std::uint64_t ofBackup = i + static_cast<std::uint64_t>(ahead); // wraps: not yet
        if (i < (mainDies ? kDeath : kParts)) {
            m_stage->video("v720", m_main, i, i + 1);
        }
        if (i > 3 && ofBackup < kParts && (mainDies || i < kDeath)) {
            m_stage->video("v720", m_backup, ofBackup, ofBackup + 1);
        }
    }
    QCOMPARE(m_stage->playlist("v720"), alone(kParts));
}

void TestTwoEncoders::oneThatIsAheadAtItsBeginLosesNothingOfTheOther() {
    m_stage->video("v720", m_main, 0, 3);
    m_stage->init("v720", m_backup, videoInit());
    m_stage->video("v720", m_backup, 4, 6); // 3 is on its way from the main encoder
    m_stage->video("v720", m_main, 3, 4);
    QCOMPARE(m_stage->playlist("v720"), alone(6));
}

void TestTwoEncoders::whatNeitherHasIsNotWaitedForLong() {
    m_stage->video("v720", m_main, 0, 3);
    m_stage->video("v720", m_backup, 4, 5);
    m_stage->now += 399ms;
    m_stage->video("v720", m_backup, 5, 6);
    QVERIFY(m_stage->playlist("v720").find("0.3.m4s\"\n#EXT-X-PRELOAD") == std::string::npos);
    m_stage->now += 1ms;
    m_stage->video("v720", m_backup, 6, 7);
    QVERIFY(m_stage->playlist("v720").find("URI=\"1.1.m4s\"\n") != std::string::npos);
}

void TestTwoEncoders::aloneAHoleIsNotWaitedFor() {
    m_stage->video("v720", m_main, 0, 3);
    m_stage->video("v720", m_main, 5, 6);
    QVERIFY(m_stage->playlist("v720").find("URI=\"1.0.m4s\"") != std::string::npos);
}

void TestTwoEncoders::anotherSessionTakesOverAfterASecondOfSilence() {
    const IngestLane other = laneOf("backup", "192.0.2.2");
    m_stage->video("v720", m_main, 0, 7);
    m_stage->now += 999ms;
    const auto refused = m_stage->stream->addInit("v720", other, videoInit());
    QVERIFY(!refused && refused.error().code == core::ErrorCode::conflict);
    QVERIFY(refused.error().detail.find("Tally-Session show") != std::string::npos);
    m_stage->now += 1ms;
    m_stage->init("v720", other, videoInit());
    m_stage->video("v720", other, 10, 11);
    QVERIFY(m_stage->playlist("v720").find("1.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP") != std::string::npos);
    QVERIFY(!m_stage->stream->addChunk("v720", m_main, videoPart(11))); // who comes back is told
}

QTEST_GUILESS_MAIN(TestTwoEncoders)
#include "test_two_encoders.moc"
