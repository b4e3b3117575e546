// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine.h"
#include "tests/app/engine/support/control_probe.h"
#include "tests/app/engine/support/fake_ingest.h"
#include "tests/app/engine/support/fake_switcher.h"

#include <QtTest>

using namespace tally;
using tests::ControlProbe;

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsEncodedReachesTheIngest();
    void theStateHasSwitcherAndUplink();
    void aTakeIsRememberedOverAKill();
    void anInputThatIsGoneIsNotRecalled();
    void picturesReachTheirClient();
    void aSwitcherThatCannotBeMadeIsSaid();
    void aSwitcherThatFailsIsSaid();
    void theEndBringsOutWhatIsLeft();
    void theEndDoesNotWaitForADeadServer();

private:
    void makeEngine();
    std::unique_ptr<ControlProbe> makeClient();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeIngest> m_ingest;
    app::EngineConfig m_config;
    std::unique_ptr<app::Engine> m_engine;
    tests::FakeSwitcher* m_switcher = nullptr;   // the engine's
    gst::SwitcherListener* m_listener = nullptr; // the engine's
    std::optional<core::Error> m_switcherRefusal;
};

void TestEngine::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_ingest = std::make_unique<tests::FakeIngest>();
    m_config = {};
    m_config.inputs.push_back({.id = "clip", .name = "Opening clip", .path = {}, .pattern = {}});
    m_config.inputs.push_back({.id = "clock", .name = "Test with clock", .path = {}, .pattern = {}});
    m_config.startProgramme = "clip";
    m_config.startPreview = "clock";
    m_config.programme.video = {{"v720", 1280, 720, 2500}};
    m_config.programme.audio = {"a128", 128};
    QFile key(m_folder->filePath(QStringLiteral("ingest.key")));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write("secret\n");
    m_config.uplink.keyFile = key.fileName().toStdString();
    m_config.uplink.server = m_ingest->url().toString().toStdString();
    m_config.controlFile = m_folder->filePath(QStringLiteral("control.json")).toStdString();
    m_switcherRefusal.reset();
    makeEngine();
}

void TestEngine::cleanup() {
    m_engine.reset();
    m_ingest.reset();
}

void TestEngine::makeEngine() {
    using Made = core::Result<std::unique_ptr<gst::Switcher>>;
    m_engine = std::make_unique<app::Engine>(
        m_config, [this](const app::EngineConfig& config, gst::SwitcherListener& listener) -> Made {
            if (m_switcherRefusal) {
                return tl::unexpected<core::Error>(*m_switcherRefusal);
            }
            auto switcher = std::make_unique<tests::FakeSwitcher>();
            switcher->now.programme = config.startProgramme;
            switcher->now.preview = config.startPreview;
            m_switcher = switcher.get();
            m_listener = &listener;
            return switcher;
        });
}

std::unique_ptr<ControlProbe> TestEngine::makeClient() {
    auto client =
        std::make_unique<ControlProbe>(ControlProbe::addressIn(QString::fromStdString(m_config.controlFile.string())));
    [&] {
        QTRY_VERIFY(client->isOpen());
    }();
    client->sayHello();
    [&] {
        QTRY_COMPARE(client->heard<core::ControlWelcome>().size(), 1U);
    }();
    return client;
}

void TestEngine::whatIsEncodedReachesTheIngest() {
    QVERIFY(m_engine->start());
    m_listener->trackStarted("v720", {}, tests::sampleInit());
    for (std::uint64_t i = 0; i < 20; ++i) {
        m_listener->partEncoded(tests::samplePart(i));
    }
    QTRY_VERIFY(m_ingest->holdsAll(20));
}

void TestEngine::theStateHasSwitcherAndUplink() {
    QVERIFY(m_engine->start());
    std::uint64_t number = 0; // the ingest holds one track: what another one has brought is no news to it
    for (const char* track : {"v720", "a128"}) {
        m_listener->trackStarted(track, {}, tests::sampleInit());
        gst::EncodedPart part = tests::samplePart(number++);
        part.track = track;
        m_listener->partEncoded(std::move(part));
        QTRY_VERIFY(m_ingest->holdsAll(number));
    }
    const auto client = makeClient();
    const core::EngineState state = client->heard<core::ControlWelcome>().front().state;
    QCOMPARE(state.programme, std::string("clip"));
    QCOMPARE(state.inputs.size(), 2U);
    QCOMPARE(state.uplink.event, std::string("demo"));
    QTRY_VERIFY(!client->heard<core::ControlState>().empty() &&
                client->heard<core::ControlState>().back().state.uplink.health == core::UplinkHealth::ok);
}

void TestEngine::aTakeIsRememberedOverAKill() {
    QVERIFY(m_engine->start());
    const auto client = makeClient();
    client->say(core::Cut{1});
    QTRY_COMPARE(client->heard<core::ControlReply>().size(), 1U);
    m_engine.reset(); // a kill leaves as much behind: the file was written at the take
    makeEngine();
    QVERIFY(m_engine->start());
    QCOMPARE(m_switcher->now.programme, std::string("clock"));
    QCOMPARE(m_switcher->now.preview, std::string("clip"));
}

void TestEngine::anInputThatIsGoneIsNotRecalled() {
    app::BusMemory(m_config.controlFile).remember({"camera-7", "clip"});
    QVERIFY(m_engine->start());
    QCOMPARE(m_switcher->now.programme, std::string("clip"));
    QCOMPARE(m_switcher->now.preview, std::string("clock"));
}

void TestEngine::picturesReachTheirClient() {
    QVERIFY(m_engine->start());
    const auto client = makeClient();
    client->say(core::SubscribePreviews{1, {{"clock", 10}}});
    QTRY_COMPARE(m_switcher->wishes.size(), 1U);
    QCOMPARE(m_switcher->wishes.front().input, std::optional<std::string>("clock"));
    m_listener->pictureReady({"clock", 5, std::make_shared<core::Bytes>(10)});
    QTRY_COMPARE(client->pictures.size(), 1U);
    QCOMPARE(client->pictures.front().at(3), '\1'); // the second input
}

void TestEngine::aSwitcherThatCannotBeMadeIsSaid() {
    m_switcherRefusal = core::Error{core::ErrorCode::unavailable, "x264enc is missing: gstreamer1.0-plugins-ugly"};
    const core::Status started = m_engine->start();
    QVERIFY(!started);
    QCOMPARE(started.error().detail, m_switcherRefusal->detail);
    QVERIFY(!std::filesystem::exists(m_config.controlFile));
}

void TestEngine::aSwitcherThatFailsIsSaid() {
    QVERIFY(m_engine->start());
    const QSignalSpy failed(m_engine.get(), &app::Engine::failed);
    m_listener->failed({core::ErrorCode::unavailable, "the encoder is gone"});
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.front().front().toString(), QStringLiteral("the encoder is gone"));
}

void TestEngine::theEndBringsOutWhatIsLeft() {
    QVERIFY(m_engine->start());
    m_listener->trackStarted("v720", {}, tests::sampleInit());
    for (std::uint64_t i = 0; i < 20; ++i) {
        m_listener->partEncoded(tests::samplePart(i));
    }
    const QSignalSpy finished(m_engine.get(), &app::Engine::finished);
    m_engine->stop();
    QVERIFY(!std::filesystem::exists(m_config.controlFile));
    QTRY_VERIFY(finished.count() >= 1);
    QVERIFY(m_ingest->holdsAll(20));
}

void TestEngine::theEndDoesNotWaitForADeadServer() {
    m_ingest->crash();
    QVERIFY(m_engine->start());
    m_listener->trackStarted("v720", {}, tests::sampleInit());
    m_listener->partEncoded(tests::samplePart(0));
    const QSignalSpy finished(m_engine.get(), &app::Engine::finished);
    m_engine->stop();
    QTRY_VERIFY_WITH_TIMEOUT(finished.count() >= 1, 3000);
}

QTEST_GUILESS_MAIN(TestEngine)
#include "test_engine.moc"
