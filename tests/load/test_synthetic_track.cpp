// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "tests/core/support/print.h"
#include "tests/load/media/synthetic_track.h"

#include <QTest>

using namespace tally::core;
using namespace tally::load;
using namespace std::chrono_literals;

namespace {

// What ingest sees of a chunk.
Chunk read(const SyntheticTrack& track, const SyntheticTrack::Part& part) {
    const auto init = parseInitSection(track.init());
    const auto chunk = init ? parseChunk(part.chunk, *init) : propagate(init);
    return chunk ? *chunk : throw std::runtime_error(chunk.error().detail);
}

} // namespace

class TestSyntheticTrack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void videoPartsLast200MillisecondsAndFiveMakeASegment() {
        SyntheticTrack track({.name = "v", .kind = MediaKind::video, .bytesPerPart = 100'000}, CaptureTime(1s));
        for (std::uint64_t i = 0; i < 12; ++i) {
            const auto part = track.next();
            const Chunk chunk = read(track, part);
            QCOMPARE(chunk.decodeTime, i * 18'000);
            QCOMPARE(chunk.duration, std::uint64_t{18'000});
            QCOMPARE(chunk.startsWithSync, i % 5 == 0);
            QVERIFY(part.end == (i + 1) * 200ms);
            QVERIFY(part.chunk.size() > 99'900 && part.chunk.size() < 100'100);
        }
    }

    void audioPartsEndWhereTheVideoPartsDo() {
        SyntheticTrack track({.name = "a", .kind = MediaKind::audio, .bytesPerPart = 3200}, CaptureTime(1s));
        std::chrono::nanoseconds end{0};
        for (int i = 1; i <= 50; ++i) {
            const auto part = track.next();
            QVERIFY(read(track, part).samples == 9 || read(track, part).samples == 10);
            QVERIFY(part.end >= i * 200ms && part.end < i * 200ms + 22ms);
            QVERIFY(part.end > end);
            end = part.end;
        }
    }

    void theWallClockGoesWithTheMedia() {
        const CaptureTime zero(1'700'000'000s);
        SyntheticTrack track({.name = "v", .kind = MediaKind::video, .bytesPerPart = 1000}, zero);
        track.next();
        const Chunk second = read(track, track.next());
        const auto late = *second.captured - (zero + 200ms);
        QVERIFY(late > -1us && late < 1us); // NTP's fraction
    }

    void plansAreReadFromTheCommandLine() {
        const auto plan = parseTrackPlan("a128:audio:3200");
        QVERIFY2(plan, tally::test::detailOf(plan));
        QCOMPARE(plan->name, std::string("a128"));
        QVERIFY(plan->kind == MediaKind::audio);
        QCOMPARE(plan->bytesPerPart, std::size_t{3200});
        for (const char* wrong : {"", ":", "::", "v", "v:video", "v:video:", "v:video:1k", "v:text:5", ":video:5"}) {
            QVERIFY2(!parseTrackPlan(wrong), wrong);
        }
    }
};

QTEST_GUILESS_MAIN(TestSyntheticTrack)
#include "test_synthetic_track.moc"
