// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/part_cutter.h"
#include "tests/core/support/media.h"

#include <algorithm>
#include <numeric>
#include <QTest>

using namespace tally;
using core::LatencyProfile;
using core::PartCutter;
using core::PartGrid;
using core::Sample;

namespace {

using Parts = std::vector<std::vector<Sample>>;

Parts cut(PartCutter cutter, const std::vector<Sample>& samples) {
    Parts parts;
    for (const Sample& sample : samples) {
        for (auto& part : cutter.push(sample)) {
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

// Video of a programme: frame n stands at n / rate seconds, to the tick.
std::vector<Sample> frames(const PartGrid& grid, std::uint32_t timescale, std::uint64_t count) {
    const auto at = [&](std::uint64_t n) {
        return n * grid.frameRate.denominator * timescale / grid.frameRate.numerator;
    };
    std::vector<Sample> samples;
    for (std::uint64_t n = 0; n < count; ++n) {
        samples.push_back({.data = {},
                           .decodeTime = at(n),
                           .duration = static_cast<std::uint32_t>(at(n + 1) - at(n)),
                           .sync = n % grid.framesPerSegment() == 0});
    }
    return samples;
}

double seconds(const std::vector<Sample>& part, std::uint32_t timescale) {
    std::uint64_t ticks = 0;
    for (const Sample& sample : part) {
        ticks += sample.duration;
    }
    return static_cast<double>(ticks) / timescale;
}

} // namespace

class TestPartCutter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A part over P makes Apple's player refuse the stream, one under 0.85 P breaks rfc8216bis §4.4.3.7, and counts
    // that differ between tracks left holes in hls.js.
    void aMinuteOfEveryRateKeepsToThePartTarget_data() {
        QTest::addColumn<int>("numerator");
        QTest::addColumn<int>("denominator");
        QTest::addColumn<int>("audioRate");
        QTest::addColumn<bool>("ultra");
        QTest::newRow("30 fps, 48 kHz") << 30 << 1 << 48000 << true;
        QTest::newRow("25 fps, 48 kHz") << 25 << 1 << 48000 << true;
        QTest::newRow("24 fps, 48 kHz") << 24 << 1 << 48000 << true;
        QTest::newRow("30000/1001 fps, 48 kHz") << 30000 << 1001 << 48000 << true;
        QTest::newRow("50 fps, 48 kHz") << 50 << 1 << 48000 << true;
        QTest::newRow("60 fps, 48 kHz") << 60 << 1 << 48000 << true;
        QTest::newRow("60000/1001 fps, 48 kHz") << 60000 << 1001 << 48000 << true;
        QTest::newRow("30 fps, 44.1 kHz") << 30 << 1 << 44100 << true;
        QTest::newRow("25 fps, 44.1 kHz") << 25 << 1 << 44100 << true;
        QTest::newRow("30 fps, 48 kHz, low profile") << 30 << 1 << 48000 << false;
    }
    void aMinuteOfEveryRateKeepsToThePartTarget() {
        QFETCH(int, numerator);
        QFETCH(int, denominator);
        QFETCH(int, audioRate);
        QFETCH(bool, ultra);
        constexpr std::uint32_t kVideoTimescale = 90000;
        const auto audioTimescale = static_cast<std::uint32_t>(audioRate);
        const PartGrid grid =
            PartGrid::of({static_cast<std::uint32_t>(numerator), static_cast<std::uint32_t>(denominator)},
                         ultra ? LatencyProfile::ultra : LatencyProfile::low);
        const auto frameCount = static_cast<std::uint64_t>(60 * grid.frameRate.perSecond());
        const Parts video = cut(PartCutter::forVideo(grid, kVideoTimescale), frames(grid, kVideoTimescale, frameCount));
        const Parts audio =
            cut(PartCutter::forAudio(grid, audioTimescale), test::samples(60U * audioTimescale / 1024, 0, 1024));

        const double target = grid.partTargetSeconds(audioTimescale);
        for (const auto& part : video) {
            QVERIFY(seconds(part, kVideoTimescale) <= target);
            QVERIFY(seconds(part, kVideoTimescale) >= 0.85 * target);
        }
        for (const auto& part : audio) {
            QVERIFY(seconds(part, audioTimescale) <= target);
            QVERIFY(seconds(part, audioTimescale) >= 0.85 * target);
        }
        // The minute ends somewhere in a part: one of the tracks may have it whole.
        QVERIFY(std::max(video.size(), audio.size()) - std::min(video.size(), audio.size()) <= 1);
    }

    void eachAudioPartBeginsWithinAFrameOfItsVideoPart() {
        const PartGrid grid = PartGrid::of({30, 1}, LatencyProfile::ultra);
        const Parts audio = cut(PartCutter::forAudio(grid, 48000), test::samples(2800, 0, 1024));
        for (std::size_t i = 0; i < audio.size(); ++i) {
            QVERIFY(audio[i].size() == 9 || audio[i].size() == 10);
            const std::uint64_t line = i * 9600;
            QVERIFY(audio[i].front().decodeTime >= line);
            QVERIFY(audio[i].front().decodeTime < line + 1024);
        }
    }

    void aPartLeavesWithItsLastSample() {
        PartCutter cutter = PartCutter::forVideo(PartGrid::of({30, 1}, LatencyProfile::ultra), 90000);
        const auto samples = test::samples(6, 0, 3000, 30);
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(cutter.push(samples[i]).empty());
        }
        const auto parts = cutter.push(samples[5]);
        QCOMPARE(parts.size(), std::size_t{1});
        QCOMPARE(parts[0].size(), std::size_t{6});
    }

    void anEarlyKeyFrameEndsThePartBeforeIt() {
        auto samples = test::samples(8, 0, 3000, 30);
        samples[2].sync = true;
        const Parts parts = cut(PartCutter::forVideo(PartGrid::of({30, 1}, LatencyProfile::ultra), 90000), samples);
        QCOMPARE(parts.size(), std::size_t{2});
        QCOMPARE(parts[0].size(), std::size_t{2});
        QVERIFY(parts[1].front().sync);
        QCOMPARE(parts[1].size(), std::size_t{6});
    }

    void aHoleEndsThePartBeforeIt() {
        for (const bool video : {true, false}) {
            const PartGrid grid = PartGrid::of({30, 1}, LatencyProfile::ultra);
            PartCutter cutter = video ? PartCutter::forVideo(grid, 90000) : PartCutter::forAudio(grid, 48000);
            const std::uint32_t duration = video ? 3000 : 1024;
            QVERIFY(cutter.push({.data = {}, .decodeTime = 0, .duration = duration, .sync = true}).empty());
            const auto parts = cutter.push(
                {.data = {}, .decodeTime = 2 * std::uint64_t{duration}, .duration = duration, .sync = !video});
            QCOMPARE(parts.size(), std::size_t{1});
            QCOMPARE(parts[0].size(), std::size_t{1});
            QCOMPARE(cutter.flush().size(), std::size_t{1});
        }
    }

    void oneSampleMayEndTwoParts() { // behind a hole, and long enough to fill its own cell
        PartCutter cutter = PartCutter::forAudio(PartGrid::of({30, 1}, LatencyProfile::ultra), 48000);
        cutter.push({.data = {}, .decodeTime = 0, .duration = 1024, .sync = true});
        const auto parts = cutter.push({.data = {}, .decodeTime = 9600 + 9000, .duration = 1024, .sync = true});
        QCOMPARE(parts.size(), std::size_t{2});
    }

    void flushGivesTheRestOnce() {
        PartCutter cutter = PartCutter::forVideo(PartGrid::of({30, 1}, LatencyProfile::ultra), 90000);
        QVERIFY(cutter.flush().empty());
        cutter.push(test::samples(1, 0, 3000).front());
        QCOMPARE(cutter.flush().size(), std::size_t{1});
        QVERIFY(cutter.flush().empty());
    }

    void startsAnywhereOnTheTimeLine() { // an engine that joins a programme clock late
        const PartGrid grid = PartGrid::of({30, 1}, LatencyProfile::ultra);
        const std::uint64_t day = 24ULL * 3600 * 48000 + 500;
        const Parts parts = cut(PartCutter::forAudio(grid, 48000), test::samples(30, day, 1024));
        QVERIFY(parts.size() >= 2);
        QVERIFY(parts[0].size() <= 10);
        QCOMPARE((parts[1].front().decodeTime) / 9600, day / 9600 + 1);
    }
};

QTEST_GUILESS_MAIN(TestPartCutter)
#include "test_part_cutter.moc"
