// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/media_playlist.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally::core;
using namespace std::chrono_literals;

namespace {

const WallTime kStart = *parseRfc3339("2026-11-24T09:00:00Z");

std::vector<Part> parts(const std::string& msn, std::initializer_list<double> seconds) {
    std::vector<Part> list;
    for (const double duration : seconds) {
        list.push_back({.uri = msn + "." + std::to_string(list.size()) + ".m4s",
                        .duration = Seconds(duration),
                        .independent = list.empty()});
    }
    return list;
}

Segment segment(std::uint64_t msn, std::vector<Part> listed = {}) {
    const std::string name = std::to_string(msn);
    return {.msn = msn,
            .uri = name + ".m4s",
            .duration = 1s,
            .mapUri = "init-0.mp4",
            .programDateTime = kStart + std::chrono::seconds(msn),
            .parts = std::move(listed)};
}

MediaPlaylist lowLatency() {
    MediaPlaylist playlist;
    playlist.partTarget = Seconds(0.21334);
    playlist.partHoldBack = Seconds(3 * 0.21334);
    playlist.canSkipUntil = 6s;
    playlist.mediaSequence = 7;
    return playlist;
}

} // namespace

class TestMediaPlaylist : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLivePlaylistInFull() {
        MediaPlaylist playlist = lowLatency();
        playlist.discontinuitySequence = 2;
        playlist.segments = {segment(7), segment(8, parts("8", {0.21333, 0.192, 0.21333, 0.192, 0.18934}))};
        Segment open = segment(9, parts("9", {0.21333, 0.192}));
        open.uri = std::nullopt;
        playlist.segments.push_back(open);
        playlist.dateRanges = {
            {.id = "01890a5d",
             .rangeClass = "org.tallylight.cue",
             .start = kStart + 12500ms,
             .duration = 10s,
             .attributes = {{"X-REVISION", "1"}, {"X-CUE-URI", "\"/live/demo/cues/01890a5d.1.json\""}}}};
        playlist.preloadHints = {{.type = PreloadHint::Type::part, .uri = "9.2.m4s"}};
        playlist.renditionReports = {{.uri = "../v720/index.m3u8", .lastMsn = 9, .lastPart = 1}};
        QCOMPARE(playlist.marshal(), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=0.64002
#EXT-X-PART-INF:PART-TARGET=0.21334
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-DISCONTINUITY-SEQUENCE:2
#EXT-X-DATERANGE:ID="01890a5d",CLASS="org.tallylight.cue",START-DATE="2026-11-24T09:00:12.500Z",DURATION=10.000,X-REVISION=1,X-CUE-URI="/live/demo/cues/01890a5d.1.json"
#EXT-X-MAP:URI="init-0.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:07.000Z
#EXTINF:1.00000,
7.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:08.000Z
#EXT-X-PART:DURATION=0.21333,URI="8.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.19200,URI="8.1.m4s"
#EXT-X-PART:DURATION=0.21333,URI="8.2.m4s"
#EXT-X-PART:DURATION=0.19200,URI="8.3.m4s"
#EXT-X-PART:DURATION=0.18934,URI="8.4.m4s"
#EXTINF:1.00000,
8.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:09.000Z
#EXT-X-PART:DURATION=0.21333,URI="9.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.19200,URI="9.1.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="9.2.m4s"
#EXT-X-RENDITION-REPORT:URI="../v720/index.m3u8",LAST-MSN=9,LAST-PART=1
)"));
    }

    void aDeltaUpdateSaysItsMapAgain() {
        MediaPlaylist playlist = lowLatency();
        playlist.skippedSegments = 20;
        playlist.segments = {segment(27)};
        QCOMPARE(playlist.marshal(), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=0.64002
#EXT-X-PART-INF:PART-TARGET=0.21334
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-SKIP:SKIPPED-SEGMENTS=20
#EXT-X-MAP:URI="init-0.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:27.000Z
#EXTINF:1.00000,
27.m4s
)"));
    }

    void anEncoderRestartIsADiscontinuityWithItsMap() {
        MediaPlaylist playlist = lowLatency();
        Segment lost = segment(8);
        lost.gap = true;
        lost.parts = {{.uri = "8.0.m4s", .duration = Seconds(0.2), .independent = false, .gap = true}};
        Segment anew = segment(9);
        anew.discontinuity = true;
        anew.mapUri = "init-1.mp4";
        playlist.segments = {segment(7), lost, anew};
        playlist.preloadHints = {{.type = PreloadHint::Type::map, .uri = "init-2.mp4"}};
        const std::string text = playlist.marshal();
        QCOMPARE(text.substr(text.find("7.m4s\n")), std::string(R"(7.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:08.000Z
#EXT-X-PART:DURATION=0.20000,URI="8.0.m4s",GAP=YES
#EXT-X-GAP
#EXTINF:1.00000,
8.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="init-1.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-24T09:00:09.000Z
#EXTINF:1.00000,
9.m4s
#EXT-X-PRELOAD-HINT:TYPE=MAP,URI="init-2.mp4"
)"));
    }

    void withoutPartsItIsAPlainPlaylist() {
        MediaPlaylist playlist;
        playlist.version = 6;
        playlist.targetDurationSeconds = 2;
        Segment only = segment(0);
        only.programDateTime = std::nullopt;
        playlist.segments = {only};
        playlist.renditionReports = {{.uri = "../a128/index.m3u8", .lastMsn = 0, .lastPart = std::nullopt}};
        playlist.ended = true;
        QCOMPARE(playlist.marshal(), std::string(R"(#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-MAP:URI="init-0.mp4"
#EXTINF:1.00000,
0.m4s
#EXT-X-RENDITION-REPORT:URI="../a128/index.m3u8",LAST-MSN=0
#EXT-X-ENDLIST
)"));
    }

    void nothingPublishedYetIsAPlaylistWithAHint() {
        MediaPlaylist playlist = lowLatency();
        playlist.mediaSequence = 0;
        playlist.preloadHints = {{.type = PreloadHint::Type::part, .uri = "0.0.m4s"}};
        const std::string text = playlist.marshal();
        QVERIFY(text.ends_with("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"0.0.m4s\"\n"));
    }

    void decimalsAreFixedAndRounded() {
        QCOMPARE(decimal(Seconds(0.21334), 5), std::string("0.21334"));
        QCOMPARE(decimal(Seconds(10240 / 48000.0), 5), std::string("0.21333"));
        QCOMPARE(decimal(Seconds(12345.6), 0), std::string("12346"));
        QCOMPARE(decimal(Seconds(0), 3), std::string("0.000"));
    }
};

QTEST_GUILESS_MAIN(TestMediaPlaylist)
#include "test_media_playlist.moc"
