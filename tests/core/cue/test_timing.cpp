// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cue/layouts.h"
#include "core/cue/timing.h"

#include <QTest>

using namespace tally::core;
using namespace std::chrono_literals;

namespace {

const WallTime kStart = *parseRfc3339("2026-11-24T09:00:00Z");

// 10 s from kStart on, 1.2 s in and out, 30 s of gap behind.
Cue tenSeconds() {
    Cue cue;
    cue.start = kStart;
    cue.durationMs = 10s;
    cue.gapMs = 30s;
    cue.layout = layoutOf(LayoutFormat::squeezebackL);
    return cue;
}

} // namespace

class TestTiming : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCueEntersShowsLeavesAndIsReleased() {
        const CueTimes times = cueTimes(tenSeconds());
        QVERIFY(times.start == kStart);
        QVERIFY(times.full == kStart + 1200ms);
        QVERIFY(times.leave == kStart + 8800ms);
        QVERIFY(times.end == kStart + 10s);
        QVERIFY(times.released == kStart + 40s);
    }

    void aShortCueShortensBothAnimationsAlike() {
        Cue cue = tenSeconds();
        cue.durationMs = 1s;
        cue.layout.enterMs = 3s;
        cue.layout.leaveMs = 1s;
        const CueTimes times = cueTimes(cue);
        QVERIFY(times.full == kStart + 750ms);
        QVERIFY(times.leave == kStart + 750ms);
        cue.durationMs = 0ms;
        QVERIFY(cueTimes(cue).full == kStart);
        QVERIFY(phaseAt(cue, kStart) == CuePhase::over);
    }

    void phasesChangeAtTheirVeryMoment_data() {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<int>("phase");
        const auto row = [](const char* name, qint64 milliseconds, CuePhase phase) {
            QTest::newRow(name) << milliseconds << static_cast<int>(phase);
        };
        row("just before", -1, CuePhase::before);
        row("start", 0, CuePhase::entering);
        row("last of entering", 1199, CuePhase::entering);
        row("fully open", 1200, CuePhase::showing);
        row("last of showing", 8799, CuePhase::showing);
        row("leaving", 8800, CuePhase::leaving);
        row("last", 9999, CuePhase::leaving);
        row("end", 10000, CuePhase::over);
    }
    void phasesChangeAtTheirVeryMoment() {
        QFETCH(qint64, milliseconds);
        QTEST(static_cast<int>(phaseAt(tenSeconds(), kStart + std::chrono::milliseconds(milliseconds))), "phase");
    }

    void theSqueezeIsSmoothAndComesBackAsItWent() {
        const Cue cue = tenSeconds();
        QCOMPARE(squeezeAt(cue, kStart - 1ms), 0.0);
        QCOMPARE(squeezeAt(cue, kStart), 0.0);
        QCOMPARE(squeezeAt(cue, kStart + 600ms), 0.5);
        QCOMPARE(squeezeAt(cue, kStart + 5s), 1.0);
        QCOMPARE(squeezeAt(cue, kStart + 10s), 0.0);
        double before = 0;
        for (auto at = 0ms; at <= 1200ms; at += 10ms) {
            const double now = squeezeAt(cue, kStart + at);
            QVERIFY(now >= before);
            QVERIFY(std::abs(now - squeezeAt(cue, kStart + 10s - at)) < 1e-9);
            before = now;
        }
    }

    void theContentMovesBetweenTheFullFrameAndItsRectangle() {
        const Cue cue = tenSeconds();
        QVERIFY(contentRectAt(cue, kStart - 1s) == (FrameRect{0, 0, 1, 1}));
        QVERIFY(contentRectAt(cue, kStart + 5s) == cue.layout.content);
        const FrameRect half = contentRectAt(cue, kStart + 600ms);
        QCOMPARE(half.width, (1 + 0.775) / 2);
        QCOMPARE(half.x, 0.225 / 2);
    }

    void firedNowStartsAheadOfTheLiveEdgeAndBehindWhatIsOnAir() {
        QVERIFY(startOfCueFiredNow(kStart, 2s, std::nullopt) == kStart + 2s);
        QVERIFY(startOfCueFiredNow(kStart, 2s, kStart + 1s) == kStart + 2s);
        QVERIFY(startOfCueFiredNow(kStart, 2s, kStart + 40s) == kStart + 40s);
    }

    void cuesOverlapWithinTheirGaps_data() {
        QTest::addColumn<int>("secondsAfter");
        QTest::addColumn<bool>("expected");
        QTest::newRow("at once") << 0 << true;
        QTest::newRow("while it shows") << 5 << true;
        QTest::newRow("in its gap") << 39 << true;
        QTest::newRow("when it is released") << 40 << false;
        QTest::newRow("before, its own gap reaching in") << -39 << true;
        QTest::newRow("before, released in time") << -40 << false;
    }
    void cuesOverlapWithinTheirGaps() {
        QFETCH(int, secondsAfter);
        Cue other = tenSeconds();
        other.start += std::chrono::seconds(secondsAfter);
        QTEST(overlaps(tenSeconds(), other), "expected");
        QTEST(overlaps(other, tenSeconds()), "expected");
    }

    void aBackToBackCueNeedsNoGap() {
        Cue first = tenSeconds();
        Cue second = tenSeconds();
        first.gapMs = second.gapMs = 0ms;
        second.start += 10s;
        QVERIFY(!overlaps(first, second));
    }
};

QTEST_GUILESS_MAIN(TestTiming)
#include "test_timing.moc"
