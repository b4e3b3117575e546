// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "core/live/part_grid.h"
#include "tests/gst/support/ffmpeg.h"
#include "tests/gst/support/recorder.h"
#include "tests/gst/support/shows.h"

#include <algorithm>
#include <cmath>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::gst;
using namespace tally::gst::test;

namespace {

constexpr std::size_t kParts = 55; // 11 s: more than three rounds of the clip

// Half of the beep: above what an AAC encoder spreads before it.
constexpr int kBeep = 2000;
constexpr double kWhite = 120;

double seconds(std::uint64_t ticks, const core::TrackFormat& format) {
    return static_cast<double>(ticks) / format.timescale;
}

} // namespace

// What leaves the switcher while a clip of three seconds, its sound shorter than its pictures, loops beside a live test
// source: one show, looked at from every side.
class TestParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        makeFlashingClip(m_folder.filePath(QStringLiteral("clip.mp4")), 3);
        auto switcher = createSwitcher(
            smallProfile(), {clip("clip", m_folder.filePath(QStringLiteral("clip.mp4"))), pattern("test", "ball")},
            "clip", "test", m_recorder);
        QVERIFY2(switcher, switcher ? "" : switcher.error().detail.c_str());
        QVERIFY(m_recorder.waitForParts("a96", kParts));
        QVERIFY(m_recorder.waitForParts("v360", kParts));
        QVERIFY(m_recorder.waitForParts("v180", kParts));
        m_status = (*switcher)->status();
        m_tracks = m_recorder.tracks();
    }

    void announcesEveryTrack() {
        QVERIFY((m_tracks == std::vector<std::string>{"a96", "v180", "v360"}));
        const core::TrackFormat video = m_recorder.format("v360");
        QCOMPARE(video.width, 640U);
        QCOMPARE(video.timescale, 90000U);
        QVERIFY(core::codecString(video).starts_with("avc1."));
        const core::TrackFormat audio = m_recorder.format("a96");
        QCOMPARE(QString::fromStdString(core::codecString(audio)), QStringLiteral("mp4a.40.2"));
        QCOMPARE(audio.sampleRate, 48000U);
    }

    void partsAreWithinTheTarget() {
        const double target = core::PartGrid{}.partTargetSeconds(48000);
        for (const std::string& track : m_tracks) {
            for (const RecordedPart& recorded : m_recorder.parts(track)) {
                const double length = seconds(recorded.part.duration, m_recorder.format(track));
                QVERIFY2(length <= target && length >= 0.85 * target - 1e-9, track.c_str());
            }
        }
    }

    // Over three rounds of the clip, too.
    void decodeTimesGoOnWithoutAHole() {
        for (const std::string& track : m_tracks) {
            const auto parts = m_recorder.parts(track);
            for (std::size_t i = 1; i < parts.size(); ++i) {
                QCOMPARE(parts[i].part.decodeTime, parts[i - 1].part.decodeTime + parts[i - 1].part.duration);
            }
        }
    }

    void allTracksBeginInTheSameCellOfTheGrid() {
        for (const std::string& track : m_tracks) {
            const double first = seconds(m_recorder.parts(track).front().part.decodeTime, m_recorder.format(track));
            QVERIFY2(first >= 1.0 && first < 1.0 + 1024.0 / 48000, track.c_str());
        }
    }

    void partsOfAllTracksCoverTheSameCells() {
        const auto video = m_recorder.parts("v360");
        const auto audio = m_recorder.parts("a96");
        for (std::size_t i = 0; i < kParts; ++i) {
            const double line = seconds(video[i].part.decodeTime, m_recorder.format("v360"));
            const double start = seconds(audio[i].part.decodeTime, m_recorder.format("a96"));
            QVERIFY(start >= line - 1e-6 && start < line + 1024.0 / 48000);
        }
    }

    void keyFramesStandOnEverySegmentLineAndNowhereElse() {
        for (const std::string& track : {std::string("v360"), std::string("v180")}) {
            for (const RecordedPart& recorded : m_recorder.parts(track)) {
                QCOMPARE(recorded.part.startsWithSync, recorded.part.decodeTime % 90000 == 0);
                QCOMPARE(recorded.chunk.startsWithSync, recorded.part.startsWithSync);
                QCOMPARE(recorded.chunk.samples, 6U);
            }
        }
    }

    // Of all tracks: producer reference times share one anchor.
    void referenceTimesFollowMediaTime() {
        const auto anchorOf = [&](const std::string& track, const RecordedPart& recorded) {
            const double time = seconds(recorded.part.decodeTime, m_recorder.format(track));
            return *recorded.chunk.captured - std::chrono::nanoseconds(std::llround(time * 1e9));
        };
        const auto anchor = anchorOf("v360", m_recorder.parts("v360").front());
        for (const std::string& track : m_tracks) {
            for (const RecordedPart& recorded : m_recorder.parts(track)) {
                const auto off = std::chrono::abs(anchorOf(track, recorded) - anchor);
                QVERIFY(off < std::chrono::microseconds(2));
            }
        }
    }

    // From the capture of a part's first frame. Generous: machines that test are busy.
    void partsLeaveSoon() {
        std::vector<std::chrono::nanoseconds> ages;
        for (const RecordedPart& recorded : m_recorder.parts("v360")) {
            ages.push_back(recorded.arrived - *recorded.chunk.captured);
        }
        std::ranges::sort(ages);
        const auto median = std::chrono::duration_cast<std::chrono::milliseconds>(ages[ages.size() / 2]);
        qInfo("capture to encoded part, median: %lld ms", static_cast<long long>(median.count()));
        QVERIFY(median < std::chrono::milliseconds(320));
    }

    void pictureAndSoundStayTogether();

    void missesNoFrame() {
        QCOMPARE(m_status.lateFrames, std::uint64_t{0});
        QVERIFY(m_recorder.failures().empty());
    }

private:
    std::vector<double> beeps() const;   // when they begin, seconds
    std::vector<double> flashes() const; // too

    QTemporaryDir m_folder;
    Recorder m_recorder;
    SwitcherStatus m_status;
    std::vector<std::string> m_tracks;
};

std::vector<double> TestParts::beeps() const {
    constexpr double kPause = 0.3; // between the last sample of a beep and the first of the next
    const auto samples = sound(m_recorder.stream("a96"));
    const double start = seconds(m_recorder.parts("a96").front().part.decodeTime, m_recorder.format("a96"));
    std::vector<double> beeps;
    double loudAt = start - kPause;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(samples[i]) < kBeep) {
            continue;
        }
        const double time = start + static_cast<double>(i) / 48000;
        if (time - loudAt > kPause) {
            beeps.push_back(time);
        }
        loudAt = time;
    }
    return beeps;
}

std::vector<double> TestParts::flashes() const {
    const auto light = brightness(m_recorder.stream("v360"));
    const double start = seconds(m_recorder.parts("v360").front().part.decodeTime, m_recorder.format("v360"));
    std::vector<double> flashes;
    for (std::size_t i = 1; i < light.size(); ++i) {
        if (light[i] > kWhite && light[i - 1] <= kWhite) {
            flashes.push_back(start + static_cast<double>(i) / 30);
        }
    }
    return flashes;
}

// Flash and beep of the clip begin together, in every round.
void TestParts::pictureAndSoundStayTogether() {
    const auto heard = beeps();
    int pairs = 0;
    for (const double flash : flashes()) {
        const auto beep = std::ranges::min_element(heard, {}, [&](double time) { return std::abs(time - flash); });
        QVERIFY(beep != heard.end());
        if (std::abs(*beep - flash) < 0.3) { // the first or the last of the recording may stand alone
            QVERIFY2(std::abs(*beep - flash) < 0.02, std::to_string(*beep - flash).c_str());
            ++pairs;
        }
    }
    QVERIFY(pairs >= 9);
}

QTEST_GUILESS_MAIN(TestParts)
#include "test_parts.moc"
