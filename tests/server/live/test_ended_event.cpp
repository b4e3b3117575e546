// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/live/support/held_viewer.h"
#include "tests/server/live/support/stage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::server::test;
using server::live::EventStream;

namespace {

server::live::EventSettings over() {
    auto settings = Stage::ofCup();
    settings.ended = true;
    return settings;
}

} // namespace

class TestEndedEvent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePlaylistIsARecording();
    void directivesAreIgnored();
    void whoIsHeldIsAnsweredAtOnce();
    void nobodyPublishesIntoIt();
    void itIsPlayableAfterARestart();
    void openedAgainItGoesOnInTheSameSession();
    void openedAgainItTakesANewSession();
};

// rfc8216bis §6.2.1: nothing that stands in it may go, but what only spoke of things to come.
void TestEndedEvent::thePlaylistIsARecording() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.init("v480", "a", videoInit());
    stage.video("v480", "a", 0, 7);
    stage.video("v720", "a", 0, 7);
    stage.stream->change(over());
    QCOMPARE(stage.playlist("v720"), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=0.64002
#EXT-X-PART-INF:PART-TARGET=0.21334
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-MAP:URI="init-0.mp4"
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:00.000Z
#EXT-X-PART:DURATION=0.20000,URI="0.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="0.1.m4s"
#EXT-X-PART:DURATION=0.20000,URI="0.2.m4s"
#EXT-X-PART:DURATION=0.20000,URI="0.3.m4s"
#EXT-X-PART:DURATION=0.20000,URI="0.4.m4s"
#EXTINF:1.00000,
0.m4s
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:01.000Z
#EXT-X-PART:DURATION=0.20000,URI="1.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.20000,URI="1.1.m4s"
#EXTINF:0.40000,
1.m4s
#EXT-X-ENDLIST
)"));
    QVERIFY(stage.stream->segment("v720", 1).bytes);
    QVERIFY(!stage.stream->onAir());
}

void TestEndedEvent::directivesAreIgnored() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 0, 57);
    stage.stream->change(over());
    const std::string whole = stage.playlist("v720");
    QCOMPARE(stage.playlist("v720", {.msn = 1000, .part = 7, .skip = core::Skip::none}), whole);
    QCOMPARE(stage.playlist("v720", {.msn = {}, .part = {}, .skip = core::Skip::yes}), whole);
    const auto hinted = stage.stream->part("v720", 12, 0);
    QVERIFY(hinted.kind == EventStream::Answer::Kind::missing);
}

void TestEndedEvent::whoIsHeldIsAnsweredAtOnce() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 0, 7);
    HeldViewer viewer;
    const core::DeliveryDirectives next{.msn = 1, .part = 2, .skip = core::Skip::none};
    const auto held = stage.stream->playlist("v720", next, &viewer);
    QVERIFY(held.kind == EventStream::Answer::Kind::hold);
    QCOMPARE(stage.stream->counts().held, std::size_t(1));
    stage.stream->change(over());
    QCOMPARE(viewer.asked(), std::size_t(1));
    QCOMPARE(stage.stream->counts().held, std::size_t(0));
    QVERIFY(stage.playlist("v720", next).ends_with("#EXT-X-ENDLIST\n"));
}

void TestEndedEvent::nobodyPublishesIntoIt() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 0, 7);
    stage.stream->change(over());
    for (const auto& refused :
         {stage.stream->addInit("v720", "b", videoInit()), stage.stream->addChunk("v720", "a", videoPart(7))}) {
        QVERIFY(!refused && refused.error().code == core::ErrorCode::conflict);
        QVERIFY(refused.error().detail.find("the event is over") != std::string::npos);
    }
}

void TestEndedEvent::itIsPlayableAfterARestart() {
    QTemporaryDir folder;
    std::string before;
    {
        server::live::DiskThreads disk;
        Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk});
        stage.init("v720", "a", videoInit());
        stage.video("v720", "a", 0, 207);
        stage.stream->change(over());
        disk.stop();
        before = stage.playlist("v720");
    }
    server::live::DiskThreads disk;
    Stage stage(over(), {.folder = folder.path().toStdString(), .disk = &disk});
    QCOMPARE(stage.playlist("v720"), before);
    QVERIFY(stage.stream->multivariant());
    QVERIFY(stage.stream->segment("v720", 0).store->read(0));
}

void TestEndedEvent::openedAgainItGoesOnInTheSameSession() {
    Stage stage;
    for (const char* track : {"v720", "v480"}) {
        stage.init(track, "a", videoInit());
    }
    stage.video("v720", "a", 0, 7);
    stage.video("v480", "a", 0, 6);
    stage.stream->change(over());
    stage.stream->change(Stage::ofCup());
    stage.video("v720", "a", 7, 12);
    stage.video("v480", "a", 7, 12);
    for (const char* track : {"v720", "v480"}) {
        const std::string playlist = stage.playlist(track);
        QVERIFY2(playlist.find("1.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z\n"
                               "#EXT-X-PART:DURATION=0.20000,URI=\"2.0.m4s\"") != std::string::npos,
                 playlist.c_str());
    }
}

void TestEndedEvent::openedAgainItTakesANewSession() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 0, 7);
    stage.stream->change(over());
    stage.now += std::chrono::seconds(10);
    stage.stream->change(Stage::ofCup());
    stage.init("v720", "b", videoInit());
    stage.video("v720", "b", 0, 1);
    const std::string playlist = stage.playlist("v720");
    QVERIFY2(playlist.find("1.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP") != std::string::npos, playlist.c_str());
    QVERIFY(playlist.find("ENDLIST") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestEndedEvent)
#include "test_ended_event.moc"
