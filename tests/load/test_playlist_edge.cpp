// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/print.h"
#include "tests/load/playlist/playlist_edge.h"

#include <QTest>

using namespace tally::core;
using tally::load::PartPosition;
using tally::load::readPlaylistEdge;

class TestPlaylistEdge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheEdgeInsideOfASegment() {
        const auto edge = readPlaylistEdge("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-PART-INF:PART-TARGET=0.21334\n"
                                           "#EXT-X-MEDIA-SEQUENCE:10\n#EXT-X-MAP:URI=\"init-0.mp4\"\n"
                                           "#EXTINF:1.00000,\n10.m4s\n"
                                           "#EXT-X-PART:DURATION=0.20000,INDEPENDENT=YES,URI=\"11.0.m4s\"\n"
                                           "#EXT-X-PART:DURATION=0.20000,URI=\"11.1.m4s\"\n"
                                           "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"11.2.m4s\"\n"
                                           "#EXT-X-RENDITION-REPORT:URI=\"../a/index.m3u8\",LAST-MSN=11,LAST-PART=1\n");
        QVERIFY2(edge, tally::test::detailOf(edge));
        QVERIFY((edge->next == PartPosition{11, 2}));
        QCOMPARE(edge->lastPart, std::string("11.1.m4s"));
        QCOMPARE(edge->hint, std::string("11.2.m4s"));
    }

    void theLastPartOfASegmentIsFollowedByPartZero() {
        const auto edge = readPlaylistEdge("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:10\n"
                                           "#EXT-X-PART:DURATION=0.20000,URI=\"10.0.m4s\"\n"
                                           "#EXT-X-PART:DURATION=0.20000,URI=\"10.1.m4s\"\n#EXTINF:0.4,\n10.m4s\n");
        QVERIFY2(edge, tally::test::detailOf(edge));
        QVERIFY((edge->next == PartPosition{11, 0}));
        QCOMPARE(edge->lastPart, std::string("10.1.m4s"));
        QCOMPARE(edge->hint, std::string());
    }

    void skippedSegmentsCount() {
        const auto edge = readPlaylistEdge("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:100\n#EXT-X-SKIP:SKIPPED-SEGMENTS=50\n"
                                           "#EXTINF:1,\n150.m4s\n#EXT-X-PART:DURATION=0.2,URI=\"151.0.m4s\"\n");
        QVERIFY2(edge, tally::test::detailOf(edge));
        QVERIFY((edge->next == PartPosition{151, 1}));
    }

    void refusesWhatHasNoEdge() {
        QCOMPARE(readPlaylistEdge("").error().code, ErrorCode::invalid);
        QCOMPARE(readPlaylistEdge("{\"title\":\"Not Found\"}").error().code, ErrorCode::invalid);
        QCOMPARE(readPlaylistEdge("#EXTM3U\n#EXTINF:1,\n0.m4s\n").error().code, ErrorCode::notFound);
    }
};

QTEST_GUILESS_MAIN(TestPlaylistEdge)
#include "test_playlist_edge.moc"
