// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/video_bridge.h"
#include "tests/gst/support/recorder.h"
#include "tests/gst/support/source_end.h"

#include <QTest>

using namespace tally;
using namespace tally::gst;
using namespace tally::gst::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint8_t kSlate = 200;
constexpr PictureShape kShape{16, 16};
constexpr std::size_t kBytes = 16 * 16 * 3 / 2;

} // namespace

class TestVideoBridge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { gst_init(nullptr, nullptr); }

    void init() {
        m_tap = std::move(*PictureTap::create({std::nullopt, kShape, m_grid}, m_recorder));
        m_end = std::make_unique<SourceEnd>(kShape.caps(m_grid.rate()));
        m_bridge = std::make_unique<VideoBridge>(m_end->source(), m_grid, bufferOf(kSlate, kBytes), *m_tap);
    }

    void everyFrameOfTheProgrammeGetsOnePictureOfASlowerInput() {
        for (int i = 0; i < 24; ++i) {
            push(i, i * RunningTime(1s) / 24, RunningTime(1s) / 24);
        }
        const auto shown = take(30);
        QVERIFY(std::ranges::is_sorted(shown));
        QCOMPARE(shown.front(), 0);
        QCOMPARE(shown.back(), 23);
        QVERIFY(m_end->isEmpty());
    }

    void picturesOfAFasterInputAreThinned() {
        for (int i = 0; i < 60; ++i) {
            push(i, i * RunningTime(1s) / 60, RunningTime(1s) / 60);
        }
        const auto shown = take(30);
        for (std::size_t i = 1; i < shown.size(); ++i) {
            QCOMPARE(shown[i] - shown[i - 1], 2);
        }
    }

    void framesStandExactlyOnTheGrid() {
        push(1, 3ms, 33ms);
        push(2, 36ms, 33ms);
        for (std::uint64_t frame = 0; frame < 2; ++frame) {
            const Buffer buffer = m_end->next();
            QCOMPARE(GST_BUFFER_PTS(buffer.get()), static_cast<guint64>(m_grid.startOf(frame).count()));
        }
    }

    void slateStandsInUntilTheFirstPicture() {
        m_bridge->fill(100ms);
        QCOMPARE(take(3), std::vector<int>(3, kSlate));
        QVERIFY(!m_bridge->lastPicture());
    }

    void lastPictureFillsAShortGapAndTheSlateALongOne() {
        push(7, 0ms, 33ms);
        m_bridge->fill(400ms);
        QCOMPARE(take(12), std::vector<int>(12, 7));
        m_bridge->fill(700ms);
        QCOMPARE(take(9), std::vector<int>(9, kSlate));
        push(8, 700ms, 33ms);
        QCOMPARE(take(1), std::vector<int>{8});
    }

    void nothingIsFilledInBeforeItsTime() {
        push(7, 0ms, 34ms);
        m_bridge->fill(62ms);
        QCOMPARE(take(1), std::vector<int>{7});
        QVERIFY(m_end->isEmpty());
        m_bridge->fill(64ms);
        QCOMPARE(take(1), std::vector<int>{7});
    }

    void pictureThatIsLateIsDropped() {
        push(1, 0ms, 33ms);
        m_bridge->fill(200ms);
        push(2, 66ms, 33ms);
        QCOMPARE(take(6), std::vector<int>(6, 1));
        QVERIFY(m_end->isEmpty());
    }

    void pictureFromTheFarFutureIsDropped() {
        push(1, 0ms, 33ms);
        push(2, 3600s, 33ms);
        push(3, 33ms, 33ms);
        QCOMPARE(take(2), (std::vector<int>{1, 3}));
    }

private:
    void push(int value, RunningTime start, RunningTime duration) {
        m_bridge->push(bufferOf(static_cast<std::uint8_t>(value), kBytes), start, duration);
    }

    std::vector<int> take(int count) {
        std::vector<int> values;
        for (int i = 0; i < count; ++i) {
            values.push_back(valueOf(m_end->next()));
        }
        return values;
    }

    const FrameGrid m_grid{core::FrameRate{30, 1}};
    Recorder m_recorder;
    std::unique_ptr<PictureTap> m_tap;
    std::unique_ptr<SourceEnd> m_end;
    std::unique_ptr<VideoBridge> m_bridge;
};

QTEST_GUILESS_MAIN(TestVideoBridge)
#include "test_video_bridge.moc"
