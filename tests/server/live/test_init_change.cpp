// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/live/support/stage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::server::test;

namespace {

std::string behind(const std::string& text, const std::string& mark) {
    const auto at = text.find(mark);
    return at == std::string::npos ? text : text.substr(at);
}

} // namespace

class TestInitChange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewInitSectionIsHintedAtBeforeItsFirstChunk();
    void itBeginsWithADiscontinuityInAllTracks();
    void whatOthersAreAheadIsLeftOut();
    void tracksThatChangeTogetherBreakOnce();
    void anOldBodySentAgainChangesNothing();
    void aSilentTrackHasItInAGap();
    void aRestartKnowsOfIt();
    void encodersThatRunAlikeMustSendTheSame();
    void aLateTwinDoesNotTakeWhatWasAnnounced();
    void anEncoderWithoutASessionMayChangeToo();
};

void TestInitChange::theNewInitSectionIsHintedAtBeforeItsFirstChunk() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 0, 10);
    QVERIFY(stage.playlist("v720").find("TYPE=MAP") == std::string::npos);
    stage.init("v720", "a", videoInit(640));
    QCOMPARE(behind(stage.playlist("v720"), "#EXT-X-PRELOAD"),
             std::string("#EXT-X-PRELOAD-HINT:TYPE=MAP,URI=\"init-2.mp4\"\n"
                         "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"2.0.m4s\"\n"));
    QVERIFY(*stage.stream->init("v720", 2) == videoInit(640).bytes);
    stage.video("v720", "a", 10, 11);
    QVERIFY(stage.playlist("v720").find("TYPE=MAP") == std::string::npos);
}

void TestInitChange::itBeginsWithADiscontinuityInAllTracks() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.init("a128", "a", audioInit());
    stage.video("v720", "a", 0, 5);
    stage.audio("a128", "a", 0, 5);
    stage.init("v720", "a", videoInit(640));
    stage.video("v720", "a", 5, 6);
    stage.audio("a128", "a", 5, 6);
    QCOMPARE(behind(stage.playlist("v720"), "#EXTINF"), std::string(R"(#EXTINF:1.00000,
0.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="init-1.mp4"
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:01.000Z
#EXT-X-PART:DURATION=0.20000,URI="1.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1.1.m4s"
#EXT-X-RENDITION-REPORT:URI="../a128/index.m3u8",LAST-MSN=1,LAST-PART=0
)"));
    QCOMPARE(behind(stage.playlist("a128"), "#EXTINF"), std::string(R"(#EXTINF:1.00267,
0.m4s
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:01.003Z
#EXT-X-PART:DURATION=0.21333,URI="1.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1.1.m4s"
#EXT-X-RENDITION-REPORT:URI="../v720/index.m3u8",LAST-MSN=1,LAST-PART=0
)"));
}

// A discontinuity cannot be put into a segment that players have seen already.
void TestInitChange::whatOthersAreAheadIsLeftOut() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.init("a128", "a", audioInit());
    stage.video("v720", "a", 0, 5);
    stage.audio("a128", "a", 0, 6);
    stage.init("v720", "a", videoInit(640));
    stage.video("v720", "a", 5, 11);
    stage.audio("a128", "a", 6, 11);
    const std::string video = stage.playlist("v720");
    QVERIFY2(
        video.find("#EXT-X-GAP\n#EXTINF:1.00000,\n1.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-2.mp4\"\n"
                   "#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:02.000Z\n#EXT-X-PART:DURATION=0.20000,URI=\"2.0.m4s\"") !=
            std::string::npos,
        video.c_str());
    const std::string audio = stage.playlist("a128");
    QVERIFY2(audio.find("1.m4s\n#EXT-X-DISCONTINUITY\n") != std::string::npos, audio.c_str());
}

void TestInitChange::tracksThatChangeTogetherBreakOnce() {
    Stage stage;
    for (const char* track : {"v720", "v480"}) {
        stage.init(track, "a", videoInit());
    }
    for (const char* track : {"v720", "v480"}) {
        stage.video(track, "a", 0, 5);
    }
    for (const char* track : {"v720", "v480"}) {
        stage.init(track, "a", videoInit(640));
    }
    for (const char* track : {"v720", "v480"}) {
        stage.video(track, "a", 5, 11);
    }
    for (const char* track : {"v720", "v480"}) {
        const std::string playlist = stage.playlist(track);
        QVERIFY2(playlist.find("0.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-1.mp4\"") != std::string::npos,
                 playlist.c_str());
        QVERIFY(playlist.find("DISCONTINUITY") == playlist.rfind("DISCONTINUITY"));
        QVERIFY(playlist.find("GAP") == std::string::npos);
    }
}

void TestInitChange::anOldBodySentAgainChangesNothing() {
    Stage stage;
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 0, 5);
    stage.init("v720", "a", videoInit(640));
    stage.video("v720", "a", 5, 7);
    const std::string before = stage.playlist("v720");
    stage.init("v720", "a", videoInit());
    stage.video("v720", "a", 4, 5);
    stage.video("v720", "a", 7, 8); // whose body names no init section: it is of the one in force
    const std::string after = stage.playlist("v720");
    QVERIFY2(after.find("1.2.m4s\"\n#EXT-X-PRELOAD-HINT:TYPE=PART") != std::string::npos, after.c_str());
    QVERIFY(after.find("init-2") == std::string::npos);
}

void TestInitChange::aSilentTrackHasItInAGap() {
    Stage stage;
    for (const char* track : {"v720", "v480"}) {
        stage.init(track, "a", videoInit());
        stage.video(track, "a", 0, 5);
    }
    stage.init("v720", "a", videoInit(640));
    stage.video("v720", "a", 5, 16);
    stage.video("v480", "a", 15, 16); // its uplink was away for two seconds
    const std::string playlist = stage.playlist("v480");
    QVERIFY2(
        playlist.find("0.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:2027-01-15T08:00:01.000Z\n#EXT-X-GAP\n"
                      "#EXTINF:1.00000,\n1.m4s\n") != std::string::npos,
        playlist.c_str());
}

void TestInitChange::aRestartKnowsOfIt() {
    QTemporaryDir folder;
    std::string before;
    {
        server::live::DiskThreads disk;
        Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk});
        for (const char* track : {"v720", "v480"}) {
            stage.init(track, "a", videoInit());
            stage.video(track, "a", 0, 5);
        }
        stage.init("v720", "a", videoInit(640));
        stage.video("v720", "a", 5, 6);
        disk.stop();
        before = stage.playlist("v720");
    }
    server::live::DiskThreads disk;
    Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk});
    QCOMPARE(stage.playlist("v720"), before);
    stage.video("v480", "a", 5, 6); // which had not come to it
    const std::string playlist = stage.playlist("v480");
    QVERIFY2(playlist.find("0.m4s\n#EXT-X-DISCONTINUITY\n") != std::string::npos, playlist.c_str());
}

void TestInitChange::encodersThatRunAlikeMustSendTheSame() {
    Stage stage;
    server::live::IngestLane first("a");
    first.publisher = "192.0.2.1";
    first.init = videoInit();
    server::live::IngestLane second("a");
    second.publisher = "192.0.2.2";
    second.init = videoInit(640);
    stage.init("v720", first, videoInit());
    stage.video("v720", first, 0, 3);
    const auto refused = stage.stream->addInit("v720", second, videoInit(640));
    QVERIFY(!refused && refused.error().code == core::ErrorCode::conflict);
    const auto chunk = stage.stream->addChunk("v720", second, videoPart(3));
    QVERIFY(!chunk && chunk.error().code == core::ErrorCode::conflict);
    stage.video("v720", first, 3, 4);
    stage.now += std::chrono::seconds(1); // the first fell silent
    stage.init("v720", second, videoInit(640));
    stage.video("v720", second, 4, 6);
    QVERIFY(stage.playlist("v720").find("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-1.mp4\"") != std::string::npos);
}

void TestInitChange::aLateTwinDoesNotTakeWhatWasAnnounced() {
    Stage stage;
    server::live::IngestLane first("a");
    first.init = videoInit();
    server::live::IngestLane late = first;
    late.publisher = "192.0.2.2";
    stage.init("v720", first, videoInit());
    stage.video("v720", first, 0, 5);
    first.init = videoInit(640);
    stage.init("v720", first, videoInit(640));
    stage.video("v720", late, 4, 5);
    stage.video("v720", first, 5, 6);
    QVERIFY(stage.playlist("v720").find("0.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-1.mp4\"") !=
            std::string::npos);
}

void TestInitChange::anEncoderWithoutASessionMayChangeToo() {
    Stage stage;
    stage.init("v720", server::live::IngestLane(), videoInit());
    stage.video("v720", server::live::IngestLane(), 0, 5);
    stage.init("v720", server::live::IngestLane(), videoInit(640));
    stage.video("v720", server::live::IngestLane(), 5, 6);
    const std::string playlist = stage.playlist("v720");
    QVERIFY2(playlist.find("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-1.mp4\"\n#EXT-X-PROGRAM-DATE-TIME:2027-01-15T"
                           "08:00:01.000Z") != std::string::npos,
             playlist.c_str());
}

QTEST_GUILESS_MAIN(TestInitChange)
#include "test_init_change.moc"
