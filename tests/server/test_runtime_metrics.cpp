// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "server/live/live_service.h"
#include "server/net/net_counts.h"
#include "server/runtime_metrics.h"
#include "tests/core/support/media.h"

#include <prometheus/text_serializer.h>

#include <QTemporaryDir>
#include <QTest>

using namespace tally;

namespace {

core::InitSection videoInit() {
    return *core::parseInitSection(core::writeInitSection(test::videoFormat()));
}

core::Chunk chunkOf(std::size_t frames, std::uint64_t decodeTime) {
    const auto captured = std::chrono::system_clock::now() - std::chrono::seconds(2);
    const auto bytes = core::writeChunk(
        {.sequence = 1, .captured = captured, .samples = test::samples(frames, decodeTime, 3000, frames)});
    return *core::parseChunk(bytes, videoInit());
}

} // namespace

class TestRuntimeMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatTheNetCountedIsShown();
    void eachTrackOfAnEventIsShown();
    void aPartOverTheTargetIsCounted();
    void aSegmentOverTheTargetIsCounted();

private:
    std::string text() const;
    std::string lineOf(const std::string& metric) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<server::net::NetCounts> m_net;
    std::unique_ptr<server::live::LiveService> m_live;
};

void TestRuntimeMetrics::init() {
    m_live.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_net = std::make_unique<server::net::NetCounts>();
    server::live::LiveOptions options;
    options.folder = m_folder->path().toStdString();
    m_live = std::make_unique<server::live::LiveService>(options);
    QVERIFY(m_live->open({.slug = "cup"}));
    QVERIFY(m_live->find("cup")->addInit("v180", "start", videoInit()));
}

std::string TestRuntimeMetrics::text() const {
    return prometheus::TextSerializer().Serialize(server::RuntimeMetrics(*m_net, *m_live).Collect());
}

std::string TestRuntimeMetrics::lineOf(const std::string& metric) const {
    const std::string all = text();
    const std::size_t at = all.find("\n" + metric + "{");
    return at == std::string::npos ? "" : all.substr(at + 1, all.find('\n', at + 1) - at - 1);
}

void TestRuntimeMetrics::whatTheNetCountedIsShown() {
    m_net->open = 7;
    m_net->responses[4] = 3;
    QVERIFY(text().find("\ntally_net_connections_open 7\n") != std::string::npos);
    QVERIFY(text().find("\ntally_net_responses_total{status=\"4xx\"} 3\n") != std::string::npos);
}

void TestRuntimeMetrics::eachTrackOfAnEventIsShown() {
    const core::Chunk chunk = chunkOf(6, 0);
    QVERIFY(m_live->find("cup")->addChunk("v180", "start", chunk));
    const std::string labels = "{event=\"cup\",track=\"v180\"} ";
    QCOMPARE(lineOf("tally_live_on_air"), std::string("tally_live_on_air{event=\"cup\"} 1"));
    QCOMPARE(lineOf("tally_live_ingest_bytes_total"),
             "tally_live_ingest_bytes_total" + labels + std::to_string(chunk.bytes.size()));
    QCOMPARE(lineOf("tally_live_parts_over_target_total"), "tally_live_parts_over_target_total" + labels + "0");
    QCOMPARE(lineOf("tally_live_stage_seconds_count"),
             std::string("tally_live_stage_seconds_count{event=\"cup\",stage=\"captured_to_received\"} 1"));
    const std::string delay = lineOf("tally_live_ingest_delay_seconds");
    const double seconds = std::stod(delay.substr(delay.rfind(' ')));
    QVERIFY2(seconds > 1.7 && seconds < 60, delay.c_str()); // captured 2 s ago, and 0.2 s long
}

void TestRuntimeMetrics::aPartOverTheTargetIsCounted() {
    QVERIFY(m_live->find("cup")->addChunk("v180", "start", chunkOf(6, 0)));
    QVERIFY(m_live->find("cup")->addChunk("v180", "start", chunkOf(7, 18'000)));
    QCOMPARE(lineOf("tally_live_parts_over_target_total"),
             std::string("tally_live_parts_over_target_total{event=\"cup\",track=\"v180\"} 1"));
}

void TestRuntimeMetrics::aSegmentOverTheTargetIsCounted() {
    for (std::uint64_t frame = 0; frame < 61; ++frame) { // a key frame every two seconds
        core::Chunk chunk = chunkOf(1, frame * 3000);
        chunk.startsWithSync = frame % 60 == 0;
        QVERIFY(m_live->find("cup")->addChunk("v180", "start", chunk));
    }
    QCOMPARE(lineOf("tally_live_segments_over_target_total"),
             std::string("tally_live_segments_over_target_total{event=\"cup\",track=\"v180\"} 1"));
}

QTEST_GUILESS_MAIN(TestRuntimeMetrics)
#include "test_runtime_metrics.moc"
