// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/print.h"
#include "tests/load/playlist/edge_board.h"

#include <QTest>

using namespace tally::core;
using namespace tally::load;

namespace {

constexpr std::string_view kPlaylist = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-PART:DURATION=0.2,URI=\"7.0.m4s\"\n";

ResponseReader answerWith(std::string_view body) {
    ResponseReader reader;
    const auto head = reader.push("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
    reader.keepBody();
    return head && reader.push(body) ? reader : ResponseReader();
}

} // namespace

class TestEdgeBoard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatOneViewerReadAllKnow() {
        EdgeBoard board({.port = 8080}, "cup", "v720");
        QVERIFY(!board.find({7, 0}));
        const auto read = board.read({7, 0}, answerWith(kPlaylist));
        QVERIFY2(read, tally::test::detailOf(read));
        const auto next = board.find({7, 0});
        QVERIFY(next == *read);
        QVERIFY((next->next == PartPosition{7, 1}));
        QCOMPARE(next->partRequest.substr(0, 33), std::string("GET /live/cup/v720/7.0.m4s HTTP/1"));
        QCOMPARE(next->reloadRequest.substr(0, 59),
                 std::string("GET /live/cup/v720/index.m3u8?_HLS_msn=7&_HLS_part=1 HTTP/1.1").substr(0, 59));
    }

    void refusesAPlaylistWithoutThePartThatWasAskedFor() {
        EdgeBoard board({.port = 8080}, "cup", "v720");
        const auto read = board.read({7, 1}, answerWith(kPlaylist));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::notFound);
    }

    void forgetsWhatLiesFarBehind() {
        EdgeBoard board({.port = 8080}, "cup", "v720");
        const auto playlist = answerWith("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:9999\n#EXT-X-PART:URI=\"9999.0.m4s\"\n");
        for (std::uint64_t msn = 0; msn < 1000; ++msn) {
            QVERIFY(board.read({msn, 0}, playlist));
        }
        QVERIFY(!board.find({0, 0}));
        QVERIFY(board.find({999, 0}));
    }
};

QTEST_GUILESS_MAIN(TestEdgeBoard)
#include "test_edge_board.moc"
