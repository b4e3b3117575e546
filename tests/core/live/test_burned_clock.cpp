// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/burned_clock.h"

#include <algorithm>
#include <QTest>
#include <random>
#include <vector>

using namespace tally::core;
using namespace std::chrono_literals;

namespace {

const WallTime kMoment = *parseRfc3339("2026-11-24T09:00:00.123Z");

using Luma = std::array<std::uint8_t, kClockBlocks>;

Luma lumaOf(WallTime time, std::uint8_t black = 16, std::uint8_t white = 235) {
    Luma luma{};
    const auto blocks = burnedClockBlocks(time);
    for (std::size_t i = 0; i < luma.size(); ++i) {
        luma[i] = blocks[i] ? white : black;
    }
    return luma;
}

} // namespace

class TestBurnedClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isReadBackToTheMillisecond() {
        for (const auto age : {0ms, 1ms, 800ms, 60'000ms, 16'777'215ms}) {
            QVERIFY(readBurnedClock(lumaOf(kMoment), kMoment + age) == kMoment);
        }
    }

    void isAmbiguousBeyondItsPeriod() { // 2^24 ms = 4 h 39 min
        QVERIFY(readBurnedClock(lumaOf(kMoment), kMoment + 16'777'216ms) == kMoment + 16'777'216ms);
    }

    void survivesNoise() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            Luma luma = lumaOf(kMoment + std::chrono::milliseconds(round * 37));
            for (std::uint8_t& value : luma) {
                const int noisy = value + static_cast<int>(random() % 161) - 80;
                value = static_cast<std::uint8_t>(std::clamp(noisy, 0, 255));
            }
            QVERIFY(readBurnedClock(luma, kMoment + 20s) == kMoment + std::chrono::milliseconds(round * 37));
        }
    }

    void everyTurnedBlockIsNoticed() {
        for (std::size_t i = 0; i < kClockBlocks; ++i) {
            Luma luma = lumaOf(kMoment);
            luma[i] = luma[i] < 128 ? 235 : 16;
            QVERIFY(!readBurnedClock(luma, kMoment));
        }
    }

    void blackWhiteAndGreyAreNoReading() {
        for (const int value : {0, 16, 128, 235, 255}) {
            Luma luma{};
            luma.fill(static_cast<std::uint8_t>(value));
            QVERIFY(!readBurnedClock(luma, kMoment));
        }
    }

    void paintsTheRowAtTheBottomLeft() {
        constexpr std::size_t kWidth = 640;
        constexpr std::size_t kHeight = 360;
        constexpr std::size_t kStride = 704;
        std::vector<std::uint8_t> plane(kStride * kHeight, 77);
        paintBurnedClock(plane, kWidth, kHeight, kStride, kMoment);
        Luma luma{};
        for (std::size_t i = 0; i < luma.size(); ++i) {
            luma[i] = plane[(kHeight - 5) * kStride + i * 10 + 5];
        }
        QVERIFY(readBurnedClock(luma, kMoment) == kMoment);
        QCOMPARE(plane[(kHeight - 11) * kStride], std::uint8_t{77});      // above the row
        QCOMPARE(plane[(kHeight - 1) * kStride + 320], std::uint8_t{77}); // right of it
    }

    void neverPaintsBeyondThePlane() {
        std::vector<std::uint8_t> plane(64 * 4, 77);
        paintBurnedClock(plane, 64, 36, 64, kMoment); // the plane is shorter than it is said to be
        QVERIFY(std::all_of(plane.begin(), plane.end(), [](std::uint8_t value) { return value == 77; }));
        paintBurnedClock({}, 0, 0, 0, kMoment);
    }
};

QTEST_GUILESS_MAIN(TestBurnedClock)
#include "test_burned_clock.moc"
