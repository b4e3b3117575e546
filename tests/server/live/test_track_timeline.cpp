// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playlist_view.h"
#include "server/live/track_timeline.h"

#include <QTest>

using namespace tally;
using server::live::SessionAnchor;
using server::live::TimelineOptions;
using server::live::TrackTimeline;

namespace {

constexpr std::uint32_t kTimescale = 90'000;
constexpr std::uint64_t kFrame = 3000; // 30 a second

core::InitSection videoInit() {
    core::InitSection init;
    init.format.kind = core::MediaKind::video;
    init.format.timescale = kTimescale;
    return init;
}

core::InitSection audioInit() {
    core::InitSection init;
    init.format.kind = core::MediaKind::audio;
    init.format.timescale = 48'000;
    return init;
}

core::Chunk chunk(std::uint64_t decodeTime, std::uint64_t duration, bool sync) {
    core::Chunk made;
    made.bytes = core::Bytes(100);
    made.decodeTime = decodeTime;
    made.duration = duration;
    made.samples = 1;
    made.startsWithSync = sync;
    return made;
}

// Part `index` of six frames; a key frame every five parts.
core::Chunk videoPart(std::uint64_t index, std::uint64_t partsPerGroup = 5) {
    return chunk(index * 6 * kFrame, 6 * kFrame, index % partsPerGroup == 0);
}

SessionAnchor anchorAt(std::uint64_t baseMsn, bool discontinuity = false) {
    SessionAnchor anchor;
    anchor.session = "test";
    anchor.baseMsn = baseMsn;
    anchor.zero = *core::parseRfc3339("2026-11-24T09:00:00.000Z");
    anchor.discontinuity = discontinuity;
    anchor.discontinuities = discontinuity ? 1 : 0;
    return anchor;
}

TrackTimeline videoTimeline() {
    TrackTimeline timeline{TimelineOptions{}};
    timeline.beginSession(anchorAt(0), videoInit(), 0);
    return timeline;
}

void addParts(TrackTimeline& timeline, std::uint64_t first, std::uint64_t behindLast, std::uint64_t partsPerGroup = 5) {
    for (std::uint64_t i = first; i < behindLast; ++i) {
        timeline.add(videoPart(i, partsPerGroup));
    }
}

std::string playlistOf(const TrackTimeline& timeline) {
    return server::live::mediaPlaylistOf(server::live::snapshotOf(timeline, TimelineOptions{})).marshal();
}

} // namespace

class TestTrackTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChunkOfPartLengthIsAPartAtOnce();
    void singleFramesAreJoined();
    void whatComesBeforeTheFirstKeyFrameIsLeftOut();
    void aRepeatedChunkHasNoEffect();
    void segmentsBeginOnTheGrid();
    void longGroupsOfPicturesLeaveNoGap();
    void audioIsCutOnTheSameGrid();
    void aHoleBecomesGapsSoThatMsnAndTimeAgree();
    void aLeapAheadIsToldFromAHole();
    void manyMissingSegmentsAreNoGaps();
    void aSegmentWithoutAKeyFrameEndsSomeTime();
    void anotherSessionBeginsWithADiscontinuity();
    void anEncoderThatIsBackAtOncePutsNoGapBeforeWhatWasThere();
    void aRestoredSessionGoesOnAsIfNothingHadBeen();
    void aSessionThatOnlyBeganIsRestoredToo();
    void oldMediaIsForgottenAndStaysListed();
    void theWindowDropsTheOldest();
    void thePlaylistReadsAsTheSpecificationHasIt();
    void aDeltaUpdateSkipsWhatIsOld();
    void aDeltaUpdateSaysMapAndTimeAgain();
};

void TestTrackTimeline::aChunkOfPartLengthIsAPartAtOnce() {
    TrackTimeline timeline = videoTimeline();
    QVERIFY(timeline.add(videoPart(0)));
    QCOMPARE(timeline.open()->parts.size(), std::size_t(1));
    QVERIFY(timeline.open()->parts[0].independent);
    QVERIFY(timeline.add(videoPart(1)));
    QVERIFY(!timeline.open()->parts[1].independent);
}

void TestTrackTimeline::singleFramesAreJoined() {
    TrackTimeline timeline = videoTimeline();
    for (std::uint64_t frame = 0; frame < 12; ++frame) {
        timeline.add(chunk(frame * kFrame, kFrame, frame == 0));
    }
    QCOMPARE(timeline.open()->parts.size(), std::size_t(2));
    QVERIFY(qFuzzyCompare(timeline.open()->parts[0].seconds, 0.2));
    QCOMPARE(timeline.open()->parts[0].bytes.size(), std::size_t(600));
}

void TestTrackTimeline::whatComesBeforeTheFirstKeyFrameIsLeftOut() {
    TrackTimeline timeline = videoTimeline();
    QVERIFY(!timeline.add(videoPart(3)));
    QVERIFY(!timeline.open());
    QVERIFY(timeline.add(videoPart(5)));
    QCOMPARE(timeline.open()->parts.size(), std::size_t(1));
}

void TestTrackTimeline::aRepeatedChunkHasNoEffect() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 3);
    QVERIFY(!timeline.add(videoPart(2)));
    QVERIFY(!timeline.add(videoPart(0)));
    QCOMPARE(timeline.open()->parts.size(), std::size_t(3));
    QCOMPARE(*timeline.lastDecodeTime(), videoPart(2).decodeTime);
}

void TestTrackTimeline::segmentsBeginOnTheGrid() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 17);
    QCOMPARE(timeline.finished().size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(timeline.finished()[i].msn, std::uint64_t(i));
        QCOMPARE(timeline.finished()[i].parts.size(), std::size_t(5));
        QVERIFY(timeline.finished()[i].parts[0].independent);
    }
    QCOMPARE(timeline.nextMsn(), std::uint64_t(3));
}

void TestTrackTimeline::longGroupsOfPicturesLeaveNoGap() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 31, 10); // two seconds a group
    QCOMPARE(timeline.finished().size(), std::size_t(3));
    QCOMPARE(timeline.finished()[2].msn, std::uint64_t(2));
    QVERIFY(!timeline.finished()[1].gap);
}

void TestTrackTimeline::audioIsCutOnTheSameGrid() {
    TrackTimeline timeline{TimelineOptions{}};
    timeline.beginSession(anchorAt(0), audioInit(), 0);
    std::uint64_t at = 0;
    for (int line = 1; line <= 15; ++line) { // parts as core's cutter makes them: up to the video grid's next line
        const std::uint64_t frames = (static_cast<std::uint64_t>(line) * 9600 - at + 1023) / 1024;
        timeline.add(chunk(at, frames * 1024, true));
        at += frames * 1024;
    }
    QCOMPARE(timeline.finished().size(), std::size_t(3));
    for (std::size_t i = 0; i < timeline.finished().size(); ++i) {
        QCOMPARE(timeline.finished()[i].parts.size(), std::size_t(5));
    }
}

void TestTrackTimeline::aHoleBecomesGapsSoThatMsnAndTimeAgree() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 10);
    addParts(timeline, 25, 26); // seconds 2, 3 and 4 are missing
    QCOMPARE(timeline.open()->msn, std::uint64_t(5));
    QCOMPARE(timeline.finished().size(), std::size_t(5));
    QVERIFY(timeline.finished()[2].gap && timeline.finished()[3].gap && timeline.finished()[4].gap);
    QCOMPARE(timeline.open()->programDateTime, *core::parseRfc3339("2026-11-24T09:00:05.000Z"));
}

void TestTrackTimeline::aLeapAheadIsToldFromAHole() {
    TrackTimeline timeline = videoTimeline();
    QVERIFY(!timeline.leapsAhead(videoPart(1'000'000))); // the first chunk may lie anywhere
    addParts(timeline, 0, 5);
    QVERIFY(!timeline.leapsAhead(videoPart(25)));
    QVERIFY(timeline.leapsAhead(chunk(1ULL << 60, 6 * kFrame, true)));
}

void TestTrackTimeline::manyMissingSegmentsAreNoGaps() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 7);
    timeline.beginSession(anchorAt(1'000'000'000, true), videoInit(), 1);
    addParts(timeline, 0, 1);
    QVERIFY(timeline.finished().empty());
    QCOMPARE(timeline.open()->msn, std::uint64_t(1'000'000'000));
}

void TestTrackTimeline::aSegmentWithoutAKeyFrameEndsSomeTime() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 1000, 1000);
    QCOMPARE(timeline.finished().size(), std::size_t(1));
    QVERIFY(timeline.finished()[0].seconds < 31);
    QVERIFY(!timeline.open());
}

void TestTrackTimeline::anotherSessionBeginsWithADiscontinuity() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 7);
    timeline.beginSession(anchorAt(3, true), videoInit(), 3); // another rendition was one segment ahead
    addParts(timeline, 0, 1);
    QVERIFY(timeline.open()->discontinuity);
    QCOMPARE(timeline.open()->msn, std::uint64_t(3));
    QCOMPARE(timeline.open()->init, 3U);
    QCOMPARE(timeline.discontinuities(), std::uint64_t(1));
    QCOMPARE(timeline.finished().size(), std::size_t(3));
    QVERIFY(timeline.finished()[2].gap); // what this track lacks before it
}

// A gap is as long as a segment, whatever passed meanwhile. Players look a date up in the segments' order.
void TestTrackTimeline::anEncoderThatIsBackAtOncePutsNoGapBeforeWhatWasThere() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 6); // ends after 1.2 s
    SessionAnchor anchor = anchorAt(3, true);
    anchor.zero += std::chrono::milliseconds(1300);
    timeline.beginSession(anchor, videoInit(), 3);
    addParts(timeline, 0, 1);
    QVERIFY(timeline.finished()[2].gap);
    QCOMPARE(timeline.finished()[2].programDateTime, *core::parseRfc3339("2026-11-24T09:00:01.200Z"));
    QCOMPARE(timeline.open()->programDateTime, *core::parseRfc3339("2026-11-24T09:00:01.300Z"));
}

// What a store gives back: all segments, of which only the newest has its parts in memory.
server::live::TimelineState stateOf(const TrackTimeline& timeline) {
    server::live::TimelineState state{.anchor = anchorAt(0), .init = videoInit(), .initNumber = 0, .segments = {}};
    for (std::size_t i = 0; i < timeline.finished().size(); ++i) {
        state.segments.push_back(timeline.finished()[i]);
    }
    if (timeline.open()) {
        state.segments.push_back(*timeline.open());
    }
    for (auto& segment : state.segments) {
        segment.parts.resize(&segment == &state.segments.back() ? segment.parts.size() : 0);
    }
    return state;
}

void TestTrackTimeline::aRestoredSessionGoesOnAsIfNothingHadBeen() {
    for (std::uint64_t cut = 1; cut < 25; ++cut) {
        TrackTimeline whole = videoTimeline();
        addParts(whole, 0, 25);
        TrackTimeline before = videoTimeline();
        addParts(before, 0, cut);
        TrackTimeline after{TimelineOptions{}};
        after.restore(stateOf(before));
        QCOMPARE(*after.lastDecodeTime(), *before.lastDecodeTime());
        addParts(after, 0, 25); // a publisher sends again what it does not know of
        QCOMPARE(after.nextMsn(), whole.nextMsn());
        QCOMPARE(after.finished().size(), whole.finished().size());
        for (std::size_t i = 0; i < whole.finished().size(); ++i) {
            QCOMPARE(after.finished()[i].seconds, whole.finished()[i].seconds);
            QCOMPARE(after.finished()[i].bytes, whole.finished()[i].bytes);
        }
    }
}

void TestTrackTimeline::aSessionThatOnlyBeganIsRestoredToo() {
    TrackTimeline before = videoTimeline();
    addParts(before, 0, 7);
    auto state = stateOf(before);
    state.anchor = anchorAt(3, true);
    state.anchor.discontinuities = 1;
    state.initNumber = 3;
    TrackTimeline after{TimelineOptions{}};
    after.restore(std::move(state));
    QVERIFY(!after.lastDecodeTime());
    addParts(after, 0, 1);
    QCOMPARE(after.open()->msn, std::uint64_t(3));
    QVERIFY(after.open()->discontinuity);
    QCOMPARE(after.discontinuities(), std::uint64_t(1));
}

void TestTrackTimeline::oldMediaIsForgottenAndStaysListed() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 60);
    timeline.forgetMedia(4);
    QCOMPARE(timeline.finished().size(), std::size_t(12));
    QVERIFY(timeline.finished()[7].parts.empty());
    QCOMPARE(timeline.finished()[7].seconds, 1.0);
    QCOMPARE(timeline.finished()[8].parts.size(), std::size_t(5));
    QVERIFY(playlistOf(timeline).find("\n0.m4s\n") != std::string::npos);
}

void TestTrackTimeline::theWindowDropsTheOldest() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 60);
    timeline.keep(core::Seconds(4));
    QCOMPARE(timeline.finished().size(), std::size_t(4));
    QVERIFY(playlistOf(timeline).find("#EXT-X-MEDIA-SEQUENCE:8\n") != std::string::npos);
}

void TestTrackTimeline::thePlaylistReadsAsTheSpecificationHasIt() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 7);
    QCOMPARE(playlistOf(timeline), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=0.64002
#EXT-X-PART-INF:PART-TARGET=0.21334
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-MAP:URI="init-0.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:00.000Z
#EXT-X-PART:DURATION=0.20000,URI="0.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="0.1.m4s"
#EXT-X-PART:DURATION=0.20000,URI="0.2.m4s"
#EXT-X-PART:DURATION=0.20000,URI="0.3.m4s"
#EXT-X-PART:DURATION=0.20000,URI="0.4.m4s"
#EXTINF:1.00000,
0.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:01.000Z
#EXT-X-PART:DURATION=0.20000,URI="1.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="1.1.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1.2.m4s"
)"));
}

void TestTrackTimeline::aDeltaUpdateSkipsWhatIsOld() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 102);
    const auto snapshot = server::live::snapshotOf(timeline, TimelineOptions{});
    const auto whole = server::live::mediaPlaylistOf(snapshot);
    const auto delta = server::live::mediaPlaylistOf(snapshot, core::Skip::yes);
    QVERIFY(delta.skippedSegments.has_value());
    QCOMPARE(*delta.skippedSegments + delta.segments.size(), whole.segments.size());
    QCOMPARE(delta.segments.back().msn, std::uint64_t(20));
    QCOMPARE(delta.segments.front().msn, std::uint64_t(14)); // six target durations from the end are kept
}

// Parts stand in the last three target durations alone, and where to begin is the player's choice: no EXT-X-START.
void TestTrackTimeline::aDeltaUpdateSaysMapAndTimeAgain() {
    TrackTimeline timeline = videoTimeline();
    addParts(timeline, 0, 57);
    const auto snapshot = server::live::snapshotOf(timeline, TimelineOptions{});
    QCOMPARE(server::live::mediaPlaylistOf(snapshot, core::Skip::v2).marshal(), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=0.64002
#EXT-X-PART-INF:PART-TARGET=0.21334
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-SKIP:SKIPPED-SEGMENTS=5
#EXT-X-MAP:URI="init-0.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:05.000Z
#EXTINF:1.00000,
5.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:06.000Z
#EXTINF:1.00000,
6.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:07.000Z
#EXTINF:1.00000,
7.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:08.000Z
#EXT-X-PART:DURATION=0.20000,URI="8.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="8.1.m4s"
#EXT-X-PART:DURATION=0.20000,URI="8.2.m4s"
#EXT-X-PART:DURATION=0.20000,URI="8.3.m4s"
#EXT-X-PART:DURATION=0.20000,URI="8.4.m4s"
#EXTINF:1.00000,
8.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:09.000Z
#EXT-X-PART:DURATION=0.20000,URI="9.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="9.1.m4s"
#EXT-X-PART:DURATION=0.20000,URI="9.2.m4s"
#EXT-X-PART:DURATION=0.20000,URI="9.3.m4s"
#EXT-X-PART:DURATION=0.20000,URI="9.4.m4s"
#EXTINF:1.00000,
9.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:10.000Z
#EXT-X-PART:DURATION=0.20000,URI="10.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="10.1.m4s"
#EXT-X-PART:DURATION=0.20000,URI="10.2.m4s"
#EXT-X-PART:DURATION=0.20000,URI="10.3.m4s"
#EXT-X-PART:DURATION=0.20000,URI="10.4.m4s"
#EXTINF:1.00000,
10.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:11.000Z
#EXT-X-PART:DURATION=0.20000,URI="11.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="11.1.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="11.2.m4s"
)"));
}

QTEST_GUILESS_MAIN(TestTrackTimeline)
#include "test_track_timeline.moc"
