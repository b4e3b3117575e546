// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/state_report.h"
#include "tests/app/engine/support/fake_switcher.h"

#include <QtTest>

using namespace std::chrono_literals;
using namespace tally;

namespace {

constexpr core::WallTime kStart{1'800'000'000'000ms};

app::EngineConfig sampleConfig() {
    app::EngineConfig config;
    config.inputs.push_back({.id = "clip", .name = "Opening clip", .path = {}, .pattern = {}});
    config.inputs.push_back({.id = "clock", .name = "Test with clock", .path = {}, .pattern = {}});
    return config;
}

} // namespace

class TestStateReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsOnTheBuses();
    void saysSinceWhenAnInputIsLost();
    void anInputsChangeIsLoggedOnce();
    void aRunningMixIsThereAndThenGone();
    void revisionsCountUp();
};

void TestStateReport::saysWhatIsOnTheBuses() {
    app::StateReport report(sampleConfig(), kStart);
    tests::FakeSwitcher switcher;
    switcher.now.frames = 300;
    switcher.now.lateFrames = 2;
    switcher.now.inputs[0].remaining = 1500ms;
    const core::EngineState state = report.make(switcher.now, {}, kStart + 10s);
    QCOMPARE(state.programme, std::string("clip"));
    QCOMPARE(state.preview, std::string("clock"));
    QCOMPARE(state.transitionFrames, 25U);
    QCOMPARE(state.inputs[0].name, std::string("Opening clip"));
    QCOMPARE(state.inputs[0].remainingMs, std::optional(1500ms));
    QCOMPARE(state.output.frameRate, std::string("30/1"));
    QCOMPARE(state.output.frames, 300U);
    QCOMPARE(state.output.lateFrames, 2U);
    QVERIFY(state.output.onAirSince == kStart);
    QVERIFY(state.engineTime == kStart + 10s);
}

void TestStateReport::saysSinceWhenAnInputIsLost() {
    app::StateReport report(sampleConfig(), kStart);
    tests::FakeSwitcher switcher;
    QTest::ignoreMessage(QtInfoMsg, "input Test with clock: online");
    report.observe(switcher.now, kStart + 1s);
    switcher.now.inputs[1].signal = gst::InputSignal::lost;
    switcher.now.inputs[1].fault = "src: no such file";
    QTest::ignoreMessage(QtWarningMsg, "input Test with clock: lost, slate meanwhile: src: no such file");
    report.observe(switcher.now, kStart + 5s);
    const core::InputState lost = report.make(switcher.now, {}, kStart + 9s).inputs[1];
    QVERIFY(lost.signal == core::SignalState::lost);
    QVERIFY(lost.since == kStart + 5s);
    QCOMPARE(lost.fault, std::optional<std::string>("src: no such file"));

    switcher.now.inputs[1].signal = gst::InputSignal::ok;
    QTest::ignoreMessage(QtInfoMsg, "input Test with clock: back after 7.0 s");
    const core::InputState back = report.make(switcher.now, {}, kStart + 12s).inputs[1];
    QVERIFY(back.since == kStart + 12s);
    QVERIFY(!back.fault);
}

void TestStateReport::anInputsChangeIsLoggedOnce() {
    app::StateReport report(sampleConfig(), kStart);
    tests::FakeSwitcher switcher;
    report.observe(switcher.now, kStart);
    static int lines = 0;
    lines = 0;
    const auto handler = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) { ++lines; });
    switcher.now.inputs[1].signal = gst::InputSignal::lost;
    for (int attempts = 1; attempts <= 3; ++attempts) { // the supervisor tries again; lost it stays
        switcher.now.inputs[1].restarts++;
        report.observe(switcher.now, kStart + 1s);
    }
    switcher.now.inputs[1].signal = gst::InputSignal::starting; // restarted by hand
    report.observe(switcher.now, kStart + 2s);
    report.observe(switcher.now, kStart + 3s);
    qInstallMessageHandler(handler);
    QCOMPARE(lines, 2);
}

void TestStateReport::aRunningMixIsThereAndThenGone() {
    app::StateReport report(sampleConfig(), kStart);
    tests::FakeSwitcher switcher;
    switcher.now.transitionFrames = 25;
    switcher.now.transitionFramesLeft = 7;
    const auto transition = report.make(switcher.now, {}, kStart).transition;
    QVERIFY(transition);
    QCOMPARE(transition->frames, 25U);
    QCOMPARE(transition->framesLeft, 7U);
    switcher.now.transitionFrames.reset();
    QVERIFY(!report.make(switcher.now, {}, kStart).transition);
}

void TestStateReport::revisionsCountUp() {
    app::StateReport report(sampleConfig(), kStart);
    const tests::FakeSwitcher switcher;
    const std::uint64_t first = report.make(switcher.now, {}, kStart).revision;
    QVERIFY(report.make(switcher.now, {}, kStart).revision > first);
}

QTEST_GUILESS_MAIN(TestStateReport)
#include "test_state_report.moc"
