// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/live/support/held_viewer.h"
#include "tests/server/live/support/stage.h"

#include <QtTest>

using namespace tally;
using namespace tally::server::test;
using namespace std::chrono_literals;
using server::live::EventStream;

class TestEventStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLateChunkOfTheStartBeforeIsRefused();
    void aSecondEncoderIsToldWhoHoldsTheTrack();
    void aRetriedInitSectionIsNoNewStart();
    void aTrackThatComesLaterCountsTheSameDiscontinuities();
    void aTrackTooManyIsRefused();
    void theMultivariantPlaylistSaysWhatWasMeasured();
    void aRenditionOfAnEarlierStartIsNotOffered();
    void cuesBeforeTheWindowAreNotListed();
    void whoIsHeldWaitsForItsOwnTrack();
    void tracksHavePlainNames();
};

// A connection that is still open when the encoder has started again: its decode times are of another clock, and a
// higher one would make duplicates of all that the new start sends.
void TestEventStream::aLateChunkOfTheStartBeforeIsRefused() {
    Stage stage;
    QVERIFY(stage.stream->addInit("v720", "first", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(5)));
    stage.now += 1s;
    QVERIFY(stage.stream->addInit("v720", "second", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(6))); // the second start sent no media yet
    QVERIFY(stage.stream->addChunk("v720", "second", videoPart(0)));
    const auto late = stage.stream->addChunk("v720", "first", videoPart(7));
    QVERIFY(!late);
    QVERIFY(late.error().code == core::ErrorCode::conflict);
    QVERIFY(stage.stream->ingestPosition("v720").session == "second");
    QVERIFY(stage.stream->ingestPosition("v720").lastDecodeTime == 0U);
}

void TestEventStream::aSecondEncoderIsToldWhoHoldsTheTrack() {
    Stage stage;
    QVERIFY(stage.stream->addInit("v720", "first", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(0)));
    stage.now += 999ms;
    const auto refused = stage.stream->addInit("v720", "second", videoInit());
    QVERIFY(!refused);
    QVERIFY(refused.error().code == core::ErrorCode::conflict);
    QVERIFY(refused.error().detail.find("first") != std::string::npos);
    QVERIFY(!stage.stream->addInit("v720", server::live::IngestLane(), videoInit()));
    QVERIFY(stage.stream->addInit("v480", "second", videoInit())); // another track
    stage.now += 1ms;                                              // the first fell silent
    QVERIFY(stage.stream->addInit("v720", "second", videoInit()));
}

void TestEventStream::aRetriedInitSectionIsNoNewStart() {
    Stage stage;
    QVERIFY(stage.stream->addInit("v720", "first", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(0)));
    QVERIFY(stage.stream->addInit("v720", "first", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(0)));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(1)));
    QVERIFY(stage.stream->ingestPosition("v720").lastDecodeTime == 18000U);
    QVERIFY(stage.playlist("v720").find("DISCONTINUITY") == std::string::npos);
}

// Players line the renditions up by it (rfc8216bis §6.2.4).
void TestEventStream::aTrackThatComesLaterCountsTheSameDiscontinuities() {
    Stage stage;
    for (const std::string session : {"first", "second", "third"}) {
        QVERIFY(stage.stream->addInit("v720", session, videoInit()));
        QVERIFY(stage.stream->addChunk("v720", session, videoPart(0)));
        stage.now += 1s;
    }
    QVERIFY(stage.stream->addInit("v480", "third", videoInit()));
    QVERIFY(stage.stream->addChunk("v480", "third", videoPart(0)));
    const std::string late = stage.playlist("v480");
    QVERIFY2(late.find("#EXT-X-DISCONTINUITY-SEQUENCE:1\n") != std::string::npos, late.c_str());
    QVERIFY2(late.find("#EXT-X-DISCONTINUITY\n") != std::string::npos, late.c_str()); // the second, counted there
}

void TestEventStream::aTrackTooManyIsRefused() {
    Stage stage;
    for (int i = 0; i < 32; ++i) {
        QVERIFY(stage.stream->addInit("v" + std::to_string(i), "first", videoInit()));
    }
    QVERIFY(!stage.stream->addInit("v32", "first", videoInit()));
    QVERIFY(stage.stream->addInit("v31", "first", videoInit()));
}

void TestEventStream::theMultivariantPlaylistSaysWhatWasMeasured() {
    Stage stage;
    QVERIFY(stage.stream->addInit("v180", "first", videoInit()));
    for (std::uint64_t i = 0; i < 6; ++i) {
        QVERIFY(stage.stream->addChunk("v180", "first", videoPart(i)));
    }
    std::size_t bytes = 0;
    for (std::uint64_t i = 0; i < 5; ++i) {
        bytes += videoPart(i).bytes.size();
    }
    const std::string bits = std::to_string(bytes * 8);
    const std::string expected = "#EXT-X-STREAM-INF:BANDWIDTH=" + bits + ",AVERAGE-BANDWIDTH=" + bits +
                                 ",CODECS=\"avc1.42c01f\",RESOLUTION=320x180,FRAME-RATE=30.000\nv180/index.m3u8\n";
    const std::string playlist = *stage.stream->multivariant()->plain().text;
    QVERIFY2(playlist.find(expected) != std::string::npos, playlist.c_str());
}

void TestEventStream::aRenditionOfAnEarlierStartIsNotOffered() {
    Stage stage;
    const auto publish = [&](const std::string& track, const std::string& session) {
        QVERIFY(stage.stream->addInit(track, session, videoInit()));
        for (std::uint64_t i = 0; i < 6; ++i) {
            QVERIFY(stage.stream->addChunk(track, session, videoPart(i)));
        }
    };
    publish("v720", "first");
    publish("v480", "first");
    stage.now += 1s;
    QVERIFY(stage.stream->addInit("v720", "second", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "second", videoPart(0)));
    QVERIFY(stage.stream->multivariant()->plain().text->find("v480") != std::string::npos); // it may still come
    publish("v720", "second");
    const std::string playlist = *stage.stream->multivariant()->plain().text;
    QVERIFY2(playlist.find("v720") != std::string::npos, playlist.c_str());
    QVERIFY2(playlist.find("v480") == std::string::npos, playlist.c_str());
    QVERIFY(stage.playlist("v720").find("v480") == std::string::npos); // in its rendition reports
}

void TestEventStream::cuesBeforeTheWindowAreNotListed() {
    Stage stage;
    QVERIFY(stage.stream->addInit("v720", "first", videoInit()));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(0)));
    const core::WallTime edge = *stage.stream->liveEdge();
    core::DateRange over{
        .id = "over", .rangeClass = "c", .start = edge - 60s, .duration = core::Seconds(10), .attributes = {}};
    core::DateRange next{
        .id = "next", .rangeClass = "c", .start = edge + 2s, .duration = core::Seconds(10), .attributes = {}};
    QVERIFY(*stage.stream->windowBegin() > over.start + 10s && *stage.stream->windowBegin() < edge);
    stage.stream->setDateRanges({over, next});
    const std::string playlist = stage.playlist("v720");
    QVERIFY(playlist.find("ID=\"next\"") != std::string::npos);
    QVERIFY(playlist.find("ID=\"over\"") == std::string::npos);
}

// Three tracks publish at the same pace: who waits for one of them is not asked thrice as often.
void TestEventStream::whoIsHeldWaitsForItsOwnTrack() {
    Stage stage;
    for (const char* track : {"v480", "v720"}) {
        QVERIFY(stage.stream->addInit(track, "first", videoInit()));
        QVERIFY(stage.stream->addChunk(track, "first", videoPart(0)));
    }
    HeldViewer viewer;
    const core::DeliveryDirectives next{.msn = 0, .part = 1, .skip = core::Skip::none};
    QVERIFY(stage.stream->playlist("v720", next, &viewer).kind == EventStream::Answer::Kind::hold);
    QVERIFY(stage.stream->addChunk("v480", "first", videoPart(1)));
    QCOMPARE(viewer.asked(), std::size_t(0));
    QVERIFY(stage.stream->addChunk("v720", "first", videoPart(1)));
    QCOMPARE(viewer.asked(), std::size_t(1));
    QVERIFY(stage.stream->playlist("v720", next, &viewer).kind == EventStream::Answer::Kind::found);
}

void TestEventStream::tracksHavePlainNames() {
    QVERIFY(server::live::isTrackName("v720-main_2"));
    for (const std::string& name : {std::string(), std::string(".."), std::string("a/b"), std::string("a b"),
                                    std::string("\xc3\xa4"), std::string(65, 'a')}) {
        QVERIFY(!server::live::isTrackName(name));
    }
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "test_event_stream.moc"
