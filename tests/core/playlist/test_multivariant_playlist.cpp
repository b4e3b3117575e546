// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/multivariant_playlist.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally::core;

class TestMultivariantPlaylist : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsRenditionsThenVariants() {
        MultivariantPlaylist playlist;
        playlist.audio = {{.groupId = "audio", .name = "Programme", .uri = "a128/index.m3u8"}};
        playlist.variants = {{.uri = "v720/index.m3u8",
                              .bandwidth = 3'200'000,
                              .averageBandwidth = 2'628'000,
                              .codecs = "avc1.42c01f,mp4a.40.2",
                              .width = 1280,
                              .height = 720,
                              .frameRate = 30,
                              .audioGroup = "audio"},
                             {.uri = "v480/index.m3u8",
                              .bandwidth = 1'400'000,
                              .averageBandwidth = std::nullopt,
                              .codecs = "avc1.42c01e,mp4a.40.2",
                              .width = 854,
                              .height = 480,
                              .frameRate = 30000 / 1001.0,
                              .audioGroup = "audio"}};
        QCOMPARE(playlist.marshal(), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Programme",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="a128/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=3200000,AVERAGE-BANDWIDTH=2628000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="audio"
v720/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1400000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=29.970,AUDIO="audio"
v480/index.m3u8
)"));
    }

    void audioAloneIsAVariantOfItsOwn() {
        MultivariantPlaylist playlist;
        playlist.variants = {{.uri = "a128/index.m3u8",
                              .bandwidth = 140'000,
                              .averageBandwidth = std::nullopt,
                              .codecs = "mp4a.40.2",
                              .frameRate = std::nullopt,
                              .audioGroup = std::nullopt}};
        QCOMPARE(playlist.marshal(), std::string(R"(#EXTM3U
#EXT-X-VERSION:9
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=140000,CODECS="mp4a.40.2"
a128/index.m3u8
)"));
    }

    void aNameCannotEndItsAttributeOrLine() { // HOSTILE H21
        const AudioRendition rendition{
            .groupId = "audio", .name = "x\",URI=\"http://evil\r\n#EXT-X-ENDLIST", .uri = "a/index.m3u8"};
        QCOMPARE(rendition.marshal(),
                 std::string("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"x,URI=http://evil#EXT-X-ENDLIST\","
                             "DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"a/index.m3u8\"\n"));
    }
};

QTEST_GUILESS_MAIN(TestMultivariantPlaylist)
#include "test_multivariant_playlist.moc"
