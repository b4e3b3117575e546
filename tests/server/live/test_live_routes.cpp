// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/ops.h"
#include "server/live/ingest_routes.h"
#include "server/live/live_service.h"
#include "server/live/ops_routes.h"
#include "server/live/playback_routes.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/core/support/media.h"
#include "tests/server/support/http_client.h"

#include <future>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using server::test::HttpResponse;

namespace {

constexpr std::uint64_t kPart = 18'000; // ticks: six frames

class OneKey : public server::live::IngestGate {
public:
    core::Status mayPublish(std::string_view, std::optional<std::string_view> bearer) const override {
        return bearer == "key" ? core::Status() : core::fail(core::ErrorCode::unauthorized, "no such ingest key");
    }
};

std::string textOf(const core::Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string initText() {
    return textOf(core::writeInitSection(test::videoFormat()));
}

std::string partText(std::uint64_t index) {
    const auto samples = test::samples(6, index * kPart, 3000, index % 5 == 0 ? 6 : 7);
    auto made = samples;
    made.front().sync = index % 5 == 0;
    return textOf(
        core::writeChunk({.sequence = static_cast<std::uint32_t>(index + 1), .captured = {}, .samples = made}));
}

} // namespace

class TestLiveRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsThereBeforeTheShow();
    void aWrongKeyIsRefused();
    void brokenMediaIsToldWithItsReason();
    void aLaterBodyOfTheSessionNeedsNoInitSection();
    void aLongSegmentComesWholeAndInRanges();
    void aRepeatedBodyHasNoEffect();
    void aTrackWithoutMediaHoldsNobodyUp();
    void aHeldRequestWakesWhenThePartIsPublished();
    void whoIsHeldWhenTheServerStopsIsAnswered();
    void aPartTooFarAheadIsRefused();
    void aNameThatWasNeverGivenOutIsNotThere();
    void anotherCodecIsUnsupported();
    void twoEncodersBehindOneAddressAreToldApartByName();
    void playlistsSayHowLongTheyHold();
    void thePublisherIsToldWhatPlayersWillNotForgive();
    void theSiteEngineerSeesEventsAndTracks();
    void theSiteEngineerSeesWhatThePublisherIsTold();
    void aPlaylistCanBeHadPacked();
    void ffmpegsOwnCmafIsPublishedAndPlayedBack();

private:
    HttpResponse get(const std::string& path, const std::string& encoding = "identity") const;
    HttpResponse publish(const std::string& body, const std::string& key = "key",
                         const std::string& session = "start-1", const std::string& track = "v720") const;
    HttpResponse publishAs(const std::string& publisher, const std::string& body) const;

    OneKey m_gate;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<server::live::LiveService> m_live;
    std::unique_ptr<server::live::IngestRoutes> m_ingest;
    std::unique_ptr<server::live::PlaybackRoutes> m_playback;
    std::unique_ptr<server::live::OpsRoutes> m_ops;
    std::unique_ptr<server::net::Router> m_router;
    std::unique_ptr<server::net::IoThreads> m_threads;
    std::unique_ptr<server::net::Listener> m_listener;
};

void TestLiveRoutes::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    server::live::LiveOptions options;
    options.folder = m_folder->path().toStdString();
    m_live = std::make_unique<server::live::LiveService>(options);
    QVERIFY(m_live->open({.slug = "cup"}).has_value());
    m_router = std::make_unique<server::net::Router>();
    m_ingest = std::make_unique<server::live::IngestRoutes>(*m_live, m_gate);
    m_ingest->registerRoutes(*m_router);
    m_playback = std::make_unique<server::live::PlaybackRoutes>(*m_live);
    m_playback->registerRoutes(*m_router);
    m_ops = std::make_unique<server::live::OpsRoutes>(
        *m_live, [] { return core::OpsServer{.version = "1.2.3"}; },
        [](server::net::Handler handler) { return handler; });
    m_ops->registerRoutes(*m_router);
    m_threads = std::make_unique<server::net::IoThreads>(2);
    auto listener = server::net::Listener::open("127.0.0.1:0", *m_threads, *m_router);
    QVERIFY(listener.has_value());
    m_listener = std::move(*listener);
    m_threads->start();
    m_listener->start();
}

void TestLiveRoutes::cleanup() {
    m_listener.reset();
    m_threads.reset();
    m_live.reset();
}

HttpResponse TestLiveRoutes::get(const std::string& path, const std::string& encoding) const {
    return server::test::send(m_listener->port(), {.path = path, .headers = {{"Accept-Encoding", encoding}}});
}

HttpResponse TestLiveRoutes::publish(const std::string& body, const std::string& key, const std::string& session,
                                     const std::string& track) const {
    return server::test::send(m_listener->port(),
                              {.method = "POST",
                               .path = "/ingest/v1/cup/" + track,
                               .body = body,
                               .headers = {{"Authorization", "Bearer " + key}, {"Tally-Session", session}}});
}

HttpResponse TestLiveRoutes::publishAs(const std::string& publisher, const std::string& body) const {
    return server::test::send(
        m_listener->port(),
        {.method = "POST",
         .path = "/ingest/v1/cup/v720",
         .body = body,
         .headers = {{"Authorization", "Bearer key"}, {"Tally-Session", "start-1"}, {"Tally-Publisher", publisher}}});
}

void TestLiveRoutes::nothingIsThereBeforeTheShow() {
    QCOMPARE(get("/live/cup/main.m3u8").status, 404);
    QCOMPARE(get("/live/cup/v720/index.m3u8").status, 404);
    QCOMPARE(get("/live/none/main.m3u8").status, 404);
    QVERIFY(!m_live->onAir("cup"));
}

void TestLiveRoutes::aWrongKeyIsRefused() {
    QCOMPARE(publish(initText(), "guess").status, 401);
}

void TestLiveRoutes::brokenMediaIsToldWithItsReason() {
    const HttpResponse refused = publish(partText(0));
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.find("init section") != std::string::npos);
}

void TestLiveRoutes::aLaterBodyOfTheSessionNeedsNoInitSection() {
    QCOMPARE(publish(initText() + partText(0)).status, 200);
    const HttpResponse second = publish(partText(1));
    QCOMPARE(second.status, 200);
    QVERIFY2(second.body.find("\"lastDecodeTime\":18000") != std::string::npos, second.body.c_str());
    QVERIFY(m_live->onAir("cup"));
    QCOMPARE(get("/live/cup/v720/0.1.m4s").body, partText(1));
}

void TestLiveRoutes::aLongSegmentComesWholeAndInRanges() {
    std::string segment;
    for (std::uint64_t i = 0; i < 5; ++i) {
        auto samples = test::samples(6, i * 18'000, 3000, 7, 30'000);
        samples.front().sync = i == 0;
        segment += textOf(core::writeChunk({.sequence = 1, .captured = {}, .samples = samples}));
    }
    QCOMPARE(publish(initText() + segment + partText(5)).status, 200);
    QVERIFY(get("/live/cup/v720/0.m4s").body == segment);
    const HttpResponse range = server::test::send(
        m_listener->port(), {.path = "/live/cup/v720/0.m4s", .headers = {{"Range", "bytes=100001-700000"}}});
    QCOMPARE(range.status, 206);
    QVERIFY(range.body == segment.substr(100'001, 600'000));
}

void TestLiveRoutes::aRepeatedBodyHasNoEffect() {
    publish(initText() + partText(0) + partText(1));
    const std::string before = get("/live/cup/v720/index.m3u8").body;
    QCOMPARE(publish(initText() + partText(0) + partText(1)).status, 200);
    QCOMPARE(get("/live/cup/v720/index.m3u8").body, before);
}

void TestLiveRoutes::aTrackWithoutMediaHoldsNobodyUp() {
    QCOMPARE(publish(initText(), "key", "start-1", "v270").status, 200);
    std::string body = initText();
    for (std::uint64_t i = 0; i <= 5; ++i) {
        body += partText(i);
    }
    QCOMPARE(publish(body).status, 200);
    const HttpResponse main = get("/live/cup/main.m3u8");
    QCOMPARE(main.status, 200);
    QVERIFY(main.body.find("v270") == std::string::npos);
}

void TestLiveRoutes::aHeldRequestWakesWhenThePartIsPublished() {
    publish(initText() + partText(0));
    auto playlist =
        std::async(std::launch::async, [&] { return get("/live/cup/v720/index.m3u8?_HLS_msn=0&_HLS_part=1"); });
    auto part = std::async(std::launch::async, [&] { return get("/live/cup/v720/0.1.m4s"); });
    QCOMPARE(publish(partText(1)).status, 200);
    const HttpResponse woken = playlist.get();
    QCOMPARE(woken.status, 200);
    QVERIFY(woken.body.find("URI=\"0.1.m4s\"") != std::string::npos);
    QCOMPARE(woken.headers.at("cache-control"), std::string("max-age=6"));
    QCOMPARE(part.get().body, partText(1));
}

void TestLiveRoutes::whoIsHeldWhenTheServerStopsIsAnswered() {
    publish(initText() + partText(0));
    const std::string next = "/live/cup/v720/index.m3u8?_HLS_msn=0&_HLS_part=1";
    auto playlist = std::async(std::launch::async, [&] { return get(next); });
    auto part = std::async(std::launch::async, [&] { return get("/live/cup/v720/0.1.m4s"); });
    QTRY_COMPARE(m_live->counts().at("cup").held, std::size_t(2));
    m_listener->stop();
    const HttpResponse again = playlist.get(); // to the same address, where the next process holds it on
    QCOMPARE(again.status, 307);
    QCOMPARE(again.headers.at("location"), std::string("./index.m3u8?_HLS_msn=0&_HLS_part=1"));
    QCOMPARE(again.headers.at("cache-control"), std::string("no-store"));
    QCOMPARE(part.get().status, 307);
}

void TestLiveRoutes::playlistsSayHowLongTheyHold() {
    std::string body = initText();
    for (std::uint64_t i = 0; i <= 5; ++i) {
        body += partText(i);
    }
    publish(body);
    QCOMPARE(get("/live/cup/v720/index.m3u8").headers.at("cache-control"), std::string("max-age=1"));
    QCOMPARE(get("/live/cup/v720/index.m3u8?_HLS_msn=0").headers.at("cache-control"), std::string("max-age=6"));
    const HttpResponse main = get("/live/cup/main.m3u8", "gzip");
    QCOMPARE(main.headers.at("content-encoding"), std::string("gzip"));
    QCOMPARE(main.headers.at("vary"), std::string("Accept-Encoding"));
    QVERIFY(m_live->open({.slug = "cup", .ended = true}));
    QCOMPARE(get("/live/cup/v720/index.m3u8").headers.at("cache-control"), std::string("max-age=60"));
    const HttpResponse late = publish(partText(6));
    QCOMPARE(late.status, 409);
    QVERIFY2(late.body.find("the event is over") != std::string::npos, late.body.c_str());
}

void TestLiveRoutes::thePublisherIsToldWhatPlayersWillNotForgive() {
    const auto samples = test::samples(12, 0, 3000, 12);
    const HttpResponse answer =
        publish(initText() + textOf(core::writeChunk({.sequence = 1, .captured = {}, .samples = samples})));
    QCOMPARE(answer.status, 200);
    QVERIFY2(answer.body.find(R"("warnings":[{"code":"part-too-long")") != std::string::npos, answer.body.c_str());
}

void TestLiveRoutes::theSiteEngineerSeesEventsAndTracks() {
    publish(initText() + partText(0) + partText(1));
    get("/live/cup/v720/index.m3u8");
    const std::size_t bytes = get("/live/cup/v720/0.0.m4s").body.size();
    get("/live/cup/v720/7.0.m4s");
    get("/live/cup/v480/index.m3u8");
    const auto report = core::parseJson<core::OpsReport>(get("/api/v1/ops").body);
    QVERIFY(report && report->events.size() == 1);
    QCOMPARE(report->server.version, std::string("1.2.3"));
    const core::OpsEvent& event = report->events[0];
    QVERIFY(event.onAir && event.playlistRequests == 1 && event.mediaRequests == 1 && event.cacheable == 2);
    QVERIFY(event.errors == 2); // a part and a track that are not there
    QVERIFY(event.bytesOut > bytes);
    QCOMPARE(event.receivedToPublished.counts.size(), event.receivedToPublished.bounds.size() + 1);
    QVERIFY(event.sinceLastPartSeconds && *event.sinceLastPartSeconds < 60 && event.windowLimitSeconds == 7200);
    const core::OpsTrack& track = event.tracks.at(0);
    QVERIFY(track.name == "v720" && track.chunks == 2);
    QVERIFY(track.kind == "video" && track.videoHeight > 0 && track.current && !track.silent && !track.notStored);
    QVERIFY(track.warnings.empty() && track.sinceLastChunkSeconds);
    QCOMPARE(track.publishers.size(), std::size_t(1));
    QCOMPARE(track.publishers[0].name, std::string("127.0.0.1"));
}

void TestLiveRoutes::theSiteEngineerSeesWhatThePublisherIsTold() {
    const auto samples = test::samples(12, 0, 3000, 12);
    publish(initText() + textOf(core::writeChunk({.sequence = 1, .captured = {}, .samples = samples})));
    const auto report = core::parseJson<core::OpsReport>(get("/api/v1/ops").body);
    QVERIFY(report && report->events.at(0).tracks.size() == 1);
    QCOMPARE(report->events[0].tracks[0].warnings.at(0).code, std::string("part-too-long"));
}

void TestLiveRoutes::aPartTooFarAheadIsRefused() {
    publish(initText() + partText(0));
    QCOMPARE(get("/live/cup/v720/index.m3u8?_HLS_msn=9").status, 400);
    QCOMPARE(get("/live/cup/v720/index.m3u8?_HLS_part=1").status, 400);
    QCOMPARE(get("/live/cup/v720/7.0.m4s").status, 404);
}

void TestLiveRoutes::aNameThatWasNeverGivenOutIsNotThere() {
    publish(initText() + partText(0));
    QCOMPARE(get("/live/cup/v720/init-0.mp4").status, 200);
    for (const std::string number : {"1", "4294967296", "18446744073709551615", "18446744073709551616", "-0", "x"}) {
        QCOMPARE(get("/live/cup/v720/init-" + number + ".mp4").status, 404);
    }
}

void TestLiveRoutes::anotherCodecIsUnsupported() {
    std::string init = initText();
    init.replace(init.find("avc1"), 4, "hvc1");
    const HttpResponse refused = publish(init);
    QCOMPARE(refused.status, 415);
    QVERIFY2(refused.body.find("send H.264") != std::string::npos, refused.body.c_str());
}

// As when both stand behind one NAT. What one is ahead with waits for what the other still brings.
void TestLiveRoutes::twoEncodersBehindOneAddressAreToldApartByName() {
    QCOMPARE(publishAs("main", initText() + partText(0) + partText(1)).status, 200);
    QCOMPARE(publishAs("backup", initText() + partText(0) + partText(1) + partText(3)).status, 200);
    QVERIFY(get("/live/cup/v720/index.m3u8").body.find("0.2.m4s\"\n#EXT-X-PRELOAD") == std::string::npos);
    QCOMPARE(publishAs("main", partText(2)).status, 200);
    QCOMPARE(get("/live/cup/v720/0.2.m4s").body, partText(2));
    QCOMPARE(get("/live/cup/v720/0.3.m4s").body, partText(3));
    const auto report = core::parseJson<core::OpsReport>(get("/api/v1/ops").body);
    QVERIFY(report && report->events.at(0).tracks.at(0).publishers.size() == 2);
    QCOMPARE(report->events[0].tracks[0].publishers[0].name, std::string("backup"));
    QCOMPARE(publishAs("no name", partText(4)).status, 400);
}

void TestLiveRoutes::aPlaylistCanBeHadPacked() {
    publish(initText() + partText(0));
    const HttpResponse packed = get("/live/cup/v720/index.m3u8", "br, gzip");
    QCOMPARE(packed.headers.at("content-encoding"), std::string("gzip"));
    QCOMPARE(packed.headers.at("vary"), std::string("Accept-Encoding"));
    QCOMPARE(packed.headers.at("access-control-allow-origin"), std::string("*"));
    QVERIFY(packed.body.starts_with("\x1f\x8b"));
}

void TestLiveRoutes::ffmpegsOwnCmafIsPublishedAndPlayedBack() {
    const QString base = QStringLiteral("http://127.0.0.1:%1").arg(m_listener->port());
    QProcess encoder;
    encoder.setProcessChannelMode(QProcess::MergedChannels);
    encoder.start(QStringLiteral("ffmpeg"),
                  QStringLiteral("-nostdin -v error -f lavfi -i testsrc2=size=160x90:rate=30 -t 5 -c:v libx264 -preset "
                                 "ultrafast -tune zerolatency -g 30 -keyint_min 30 -sc_threshold 0 -f mp4 -movflags "
                                 "cmaf+empty_moov+default_base_moof+frag_keyframe -frag_duration 200000 -method POST")
                          .split(u' ') +
                      QStringList{QStringLiteral("-headers"), QStringLiteral("Authorization: Bearer key\r\n"),
                                  base + QStringLiteral("/ingest/v1/cup/v90")});
    QVERIFY(encoder.waitForFinished(30'000));
    QVERIFY2(encoder.exitCode() == 0, encoder.readAll().constData());
    const HttpResponse playlist = get("/live/cup/v90/index.m3u8");
    QCOMPARE(playlist.status, 200);
    QVERIFY2(playlist.body.find("#EXTINF:1.00000,\n3.m4s") != std::string::npos, playlist.body.c_str());

    QProcess player;
    player.setProcessChannelMode(QProcess::MergedChannels);
    player.start(QStringLiteral("ffmpeg"),
                 {QStringLiteral("-nostdin"), QStringLiteral("-v"), QStringLiteral("warning"),
                  QStringLiteral("-live_start_index"), QStringLiteral("0"), QStringLiteral("-i"),
                  base + QStringLiteral("/live/cup/v90/index.m3u8"), QStringLiteral("-t"), QStringLiteral("3"),
                  QStringLiteral("-f"), QStringLiteral("null"), QStringLiteral("-")});
    QVERIFY(player.waitForFinished(30'000));
    const QByteArray said = player.readAll();
    QVERIFY2(player.exitCode() == 0 && !said.toLower().contains("timestamp"), said.constData());
}

QTEST_GUILESS_MAIN(TestLiveRoutes)
#include "test_live_routes.moc"
