// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/audio_bridge.h"
#include "tests/gst/support/source_end.h"

#include <QTest>

using namespace tally;
using namespace tally::gst;
using namespace tally::gst::test;
using namespace std::chrono_literals;

// Sound is told by the value of its bytes; 48 samples are a millisecond, 0 is silence.
class TestAudioBridge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { gst_init(nullptr, nullptr); }

    void init() {
        m_end = std::make_unique<SourceEnd>(kSoundCaps);
        m_bridge = std::make_unique<AudioBridge>(m_end->source());
        m_position = 0;
    }

    void soundIsBackToBackThoughItsTimeStampsAreNotQuite() {
        push(1, 0ms, 10);
        push(2, 12ms, 10);
        push(3, 19ms, 10);
        verifyNext(1, 480);
        verifyNext(2, 480);
        verifyNext(3, 480);
    }

    void gapIsSilence() {
        push(1, 0ms, 10);
        push(2, 30ms, 10);
        verifyNext(1, 480);
        verifyNext(0, 960);
        verifyNext(2, 480);
    }

    void overlapIsCutOff() {
        push(1, 0ms, 20);
        push(2, 10ms, 20);
        verifyNext(1, 960);
        verifyNext(2, 480);
    }

    void soundThatIsLateIsDropped() {
        m_bridge->fill(100ms + AudioBridge::kPatience);
        push(1, 20ms, 10);
        push(2, 100ms, 10);
        verifyNext(0, 4800);
        verifyNext(2, 480);
    }

    void silenceIsFilledInAfterThePatience() {
        push(1, 0ms, 10);
        m_bridge->fill(10ms + AudioBridge::kPatience);
        verifyNext(1, 480);
        QVERIFY(m_end->isEmpty());
        m_bridge->fill(20ms + AudioBridge::kPatience);
        verifyNext(0, 480);
    }

    void soundFromTheFarFutureIsDropped() {
        push(1, 3600s, 10);
        QVERIFY(m_end->isEmpty());
        QVERIFY(!m_bridge->lastSound());
    }

private:
    void push(int value, RunningTime start, std::size_t milliseconds) {
        m_bridge->push(bufferOf(static_cast<std::uint8_t>(value), milliseconds * 48 * kBytesPerSample), start);
    }

    void verifyNext(int value, std::uint64_t samples) {
        const Buffer buffer = m_end->next();
        QVERIFY(buffer);
        QCOMPARE(valueOf(buffer), value);
        QCOMPARE(gst_buffer_get_size(buffer.get()) / kBytesPerSample, samples);
        QCOMPARE(GST_BUFFER_OFFSET(buffer.get()), m_position);
        m_position += samples;
    }

    std::unique_ptr<SourceEnd> m_end;
    std::unique_ptr<AudioBridge> m_bridge;
    std::uint64_t m_position = 0;
};

QTEST_GUILESS_MAIN(TestAudioBridge)
#include "test_audio_bridge.moc"
