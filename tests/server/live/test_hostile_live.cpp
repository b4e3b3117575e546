// SPDX-License-Identifier: GPL-3.0-or-later
// What broke others, through ingest and playback over sockets. Each name begins with the item's number.
#include "core/cmaf/writer.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/hostile/cmaf_streams.h"
#include "tests/server/live/support/live_server.h"

#include <filesystem>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace std::chrono_literals;
using core::Bytes;
using server::test::HttpResponse;

namespace {

constexpr std::uint64_t kPart = 18'000; // ticks: six frames

Bytes videoInit() {
    return core::writeInitSection(test::videoFormat());
}

Bytes partAt(std::uint64_t decodeTime, bool sync) {
    auto samples = test::samples(6, decodeTime, 3000, 7);
    samples.front().sync = sync;
    return core::writeChunk({.sequence = 1, .captured = {}, .samples = samples});
}

// Parts back to back from media time 0, a key frame each second.
Bytes show(std::uint64_t parts) {
    Bytes body = videoInit();
    for (std::uint64_t i = 0; i < parts; ++i) {
        body = test::joined({body, partAt(i * kPart, i % 5 == 0)});
    }
    return body;
}

std::size_t countOf(const std::string& text, std::string_view what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++count;
    }
    return count;
}

} // namespace

class TestHostileLive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void h14_aTimeThatGoesBackHasNoEffect();
    void h14_aTimeFarAheadIsRefused();
    void h14_aFirstTimePastAllClocksIsRefused_data();
    void h14_aFirstTimePastAllClocksIsRefused();
    void h14_anMsnPast64BitsIsRefused();
    void h19_mediaOutOfOrderIsToldAndHarmsNobody_data();
    void h19_mediaOutOfOrderIsToldAndHarmsNobody();
    void h20_aSegmentWithoutKeyFramesDoesNotGrowForEver();
    void h23_namesOfTracksStayInTheirFolder_data();
    void h23_namesOfTracksStayInTheirFolder();
    void h28_aMissingStreamThatIsPolledLeavesNothing();
    void h28_aSourceThatFlapsMultipliesNothing();

private:
    std::string playlist() const { return m_server->get("/live/cup/v720/index.m3u8").body; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<server::test::LiveServer> m_server;
};

void TestHostileLive::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<server::test::LiveServer>(m_folder->path().toStdString(), 6s);
}

void TestHostileLive::cleanup() {
    m_server.reset();
}

void TestHostileLive::h14_aTimeThatGoesBackHasNoEffect() {
    m_server->publish("v720", show(6));
    const std::string before = playlist();
    QCOMPARE(m_server->publish("v720", partAt(0, true)).status, 200);
    QVERIFY(playlist() == before);
}

void TestHostileLive::h14_aTimeFarAheadIsRefused() {
    m_server->publish("v720", show(6));
    const std::string before = playlist();
    QCOMPARE(m_server->publish("v720", partAt(90'000ULL * 3600 * 24, true)).status, 400);
    QVERIFY(playlist() == before);
    QCOMPARE(m_server->publish("v720", partAt(6 * kPart, false)).status, 200); // the show goes on
    QVERIFY(playlist() != before);
}

void TestHostileLive::h14_aFirstTimePastAllClocksIsRefused_data() {
    QTest::addColumn<QByteArray>("tfdt");
    for (const char* const time : {"ffffffffffffffff", "8000000000000000", "7fffffffffffffff", "0100000000000000"}) {
        QTest::newRow(time) << QByteArray("01000000 ") + time;
    }
}

void TestHostileLive::h14_aFirstTimePastAllClocksIsRefused() {
    QFETCH(QByteArray, tfdt);
    const Bytes traf = test::joined({test::box("tfhd", test::hex("00020000 00000001")),
                                     test::box("tfdt", test::hex(tfdt.toStdString())),
                                     test::box("trun", test::hex("00000301 00000001 00000058 00000bb8 00000008"))});
    QCOMPARE(m_server
                 ->publish("v720", test::joined({videoInit(), test::box("moof", test::box("traf", traf)),
                                                 test::box("mdat", Bytes(8))}))
                 .status,
             400);
    QCOMPARE(m_server->publish("v720", show(6), "start-2").status, 200);
    QVERIFY(playlist().starts_with("#EXTM3U"));
}

void TestHostileLive::h14_anMsnPast64BitsIsRefused() {
    m_server->publish("v720", show(6));
    for (const char* const msn : {"18446744073709551615", "18446744073709551616", "-1", "1e3", "0x1", "1%00", ""}) {
        const auto answer = m_server->get(std::string("/live/cup/v720/index.m3u8?_HLS_msn=") + msn);
        QVERIFY2(answer.status == 400, msn);
    }
}

void TestHostileLive::h19_mediaOutOfOrderIsToldAndHarmsNobody_data() {
    QTest::addColumn<QByteArray>("body");
    for (const test::HostileStream& stream : test::mediaOutOfOrder()) {
        QTest::newRow(stream.name.c_str())
            << QByteArray(reinterpret_cast<const char*>(stream.bytes.data()), qsizetype(stream.bytes.size()));
    }
}

void TestHostileLive::h19_mediaOutOfOrderIsToldAndHarmsNobody() {
    QFETCH(QByteArray, body);
    const auto bytes = std::as_bytes(std::span(body.data(), std::size_t(body.size())));
    const HttpResponse refused = m_server->publish("v480", Bytes(bytes.begin(), bytes.end()));
    QVERIFY2(refused.status >= 400 && refused.status < 500, refused.body.c_str());
    QCOMPARE(refused.headers.at("content-type"), std::string("application/problem+json"));
    QCOMPARE(m_server->publish("v720", show(6)).status, 200);
    QVERIFY(playlist().find("#EXTINF") != std::string::npos);
}

void TestHostileLive::h20_aSegmentWithoutKeyFramesDoesNotGrowForEver() {
    Bytes body = test::joined({videoInit(), partAt(0, true)});
    for (std::uint64_t i = 1; i < 400; ++i) { // 80 s
        body = test::joined({body, partAt(i * kPart, false)});
    }
    m_server->publish("v720", body);
    QVERIFY(countOf(playlist(), "#EXT-X-PART:") < 160); // 30 s of 0.2 s
    QCOMPARE(m_server->publish("v720", partAt(400 * kPart, true)).status, 200);
    QVERIFY(playlist().find("INDEPENDENT=YES") != std::string::npos);
}

void TestHostileLive::h23_namesOfTracksStayInTheirFolder_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* const name : {"..", "%2e%2e", "%2E%2E%2F%2E%2E%2Fx", "..%5cx", "a%5cb", "a%00", "a%0d%0ab",
                                   "a%2fb", "%c0%ae%c0%ae", "%e2%80%aea", "$(x)", "%60x%60", "a;b", "."}) {
        QTest::newRow(name) << QByteArray(name);
    }
    QTest::newRow("4 KB") << QByteArray(4000, 'v');
}

void TestHostileLive::h23_namesOfTracksStayInTheirFolder() {
    QFETCH(QByteArray, name);
    const HttpResponse refused = m_server->publish(name.toStdString(), show(1), "../../session");
    QVERIFY2(refused.status == 400 || refused.status == 404, refused.body.c_str());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder->path().toStdString())) {
        QCOMPARE(entry.path().filename().string(), std::string("cup"));
    }
}

void TestHostileLive::h28_aMissingStreamThatIsPolledLeavesNothing() {
    m_server->publish("v720", show(6));
    for (int i = 0; i < 200; ++i) {
        const std::string number = std::to_string(i);
        QCOMPARE(m_server->get("/live/none-" + number + "/main.m3u8").status, 404);
        QCOMPARE(m_server->get("/live/cup/none-" + number + "/index.m3u8?_HLS_msn=1&_HLS_part=0").status, 404);
        QCOMPARE(m_server->get("/live/cup/none-" + number + "/0.0.m4s").status, 404);
    }
    const auto counts = m_server->live().counts();
    QCOMPARE(counts.size(), std::size_t(1));
    QCOMPARE(counts.at("cup").tracks.size(), std::size_t(1));
    QCOMPARE(counts.at("cup").held, std::size_t(0));
}

// An encoder that starts again and again, each time from media time 0.
void TestHostileLive::h28_aSourceThatFlapsMultipliesNothing() {
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(m_server->publish("v720", show(6), std::nullopt).status, 200);
    }
    const auto counts = m_server->live().counts();
    QCOMPARE(counts.at("cup").tracks.size(), std::size_t(1));
    QVERIFY(counts.at("cup").tracks.at("v720").segments <= 8); // the window, and what is open
    const std::string text = playlist();
    QVERIFY(countOf(text, "#EXTINF") <= 8);
    const std::size_t map = text.rfind("init-");
    QVERIFY(map != std::string::npos);
    const std::string newest = text.substr(map, text.find(".mp4", map) + 4 - map);
    QCOMPARE(m_server->get("/live/cup/v720/" + newest).status, 200);
    QCOMPARE(m_server->get("/live/cup/v720/init-0.mp4").status, 404); // went with its segments
}

QTEST_GUILESS_MAIN(TestHostileLive)
#include "test_hostile_live.moc"
