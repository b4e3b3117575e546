// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_health.h"
#include "server/live/viewer_estimate.h"
#include "tests/server/live/support/stage.h"

#include <QTest>

using namespace tally;
using namespace tally::server::test;
using server::live::TrackHealth;
using server::live::ViewerEstimate;

namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kTimescale = 90'000;

core::Chunk chunkAt(std::uint64_t part, bool sync) {
    core::Chunk chunk;
    chunk.decodeTime = part * 18'000;
    chunk.duration = 18'000;
    chunk.startsWithSync = sync;
    return chunk;
}

std::vector<std::string> codesOf(const std::vector<core::IngestWarning>& warnings) {
    std::vector<std::string> codes;
    for (const auto& warning : warnings) {
        codes.push_back(warning.code);
    }
    return codes;
}

} // namespace

class TestTrackHealth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noKeyFrameForThreeSegmentsIsToldUntilOneComes();
    void aPartTooLongIsToldForAMinute();
    void aLatePartIsCountedAgainstThePunctualOnes();
    void aTrackThatStoppedIsToldToTheOthers();
    void viewersAreEstimatedByHowOftenTheyAsk();
};

void TestTrackHealth::noKeyFrameForThreeSegmentsIsToldUntilOneComes() {
    TrackHealth health("cup/v720", 0.21334, 1);
    TrackHealth::Clock::time_point now{};
    for (std::uint64_t i = 0; i < 17; ++i) {
        QVERIFY(health.warnings(now).empty());
        health.received(chunkAt(i, i == 0), kTimescale, now += 200ms);
    }
    QCOMPARE(codesOf(health.warnings(now)), std::vector<std::string>{"no-key-frame"});
    QCOMPARE(health.counts().keyFramesMissing, std::uint64_t(1));
    health.received(chunkAt(17, true), kTimescale, now);
    QVERIFY(health.warnings(now).empty());
}

void TestTrackHealth::aPartTooLongIsToldForAMinute() {
    TrackHealth health("cup/v720", 0.19, 1);
    const TrackHealth::Clock::time_point now{};
    health.received(chunkAt(0, true), kTimescale, now);
    QCOMPARE(codesOf(health.warnings(now + 59s)), std::vector<std::string>{"part-too-long"});
    QVERIFY(health.warnings(now + 60s).empty());
}

void TestTrackHealth::aLatePartIsCountedAgainstThePunctualOnes() {
    TrackHealth health("cup/v720", 0.21334, 1);
    TrackHealth::Clock::time_point now{};
    for (std::uint64_t i = 0; i < 10; ++i) {
        health.received(chunkAt(i, true), kTimescale, now += 200ms);
    }
    QCOMPARE(health.counts().partsLate, std::uint64_t(0));
    QVERIFY(health.counts().jitterSeconds < 0.001);
    health.received(chunkAt(10, true), kTimescale, now + 600ms);
    QCOMPARE(health.counts().partsLate, std::uint64_t(1));
    QVERIFY(health.counts().jitterSeconds > 0.02);
}

void TestTrackHealth::aTrackThatStoppedIsToldToTheOthers() {
    Stage stage;
    for (const char* track : {"v720", "v480"}) {
        stage.init(track, "a", videoInit());
        stage.video(track, "a", 0, 5);
    }
    stage.now += 3001ms;
    stage.video("v720", "a", 5, 6);
    QCOMPARE(codesOf(stage.stream->ingestPosition("v720").warnings.value()), std::vector<std::string>{"track-silent"});
    QVERIFY(stage.stream->counts().tracks.at("v480").silent);
    stage.video("v480", "a", 5, 6);
    QVERIFY(!stage.stream->ingestPosition("v720").warnings);
}

void TestTrackHealth::viewersAreEstimatedByHowOftenTheyAsk() {
    ViewerEstimate estimate;
    ViewerEstimate::Clock::time_point now{};
    now += 100s;
    for (int i = 0; i < 60; ++i) { // 12 s
        for (int viewer = 0; viewer < 10; ++viewer) {
            estimate.note(now, 0.2);
        }
        now += 200ms;
    }
    QVERIFY(std::abs(estimate.viewers(now) - 10) < 0.5);
    QVERIFY(estimate.viewers(now + 11s) < 0.01);
}

QTEST_GUILESS_MAIN(TestTrackHealth)
#include "test_track_health.moc"
