// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_config.h"

#include <QtTest>

using namespace tally;

namespace {

constexpr auto kInput = "[[input]]\nid = \"a\"\nkind = \"test\"\n"; // three lines

app::EngineConfig parsed(const std::string& text) {
    return app::parseEngineConfig(text, "engine.toml").value();
}

} // namespace

class TestEngineConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theManualHoldsTheDefaults();
    void theManualShowsBothKindsOfInput();
    void leftOutBusesAreTheFirstTwoInputs();
    void theSpoolIsBesideTheControlFile();
    void faultsNameLineAndKeyAndWhatIsRight_data();
    void faultsNameLineAndKeyAndWhatIsRight();
    void aFileThatIsNotThereIsNamed();
};

void TestEngineConfig::theManualHoldsTheDefaults() {
    const auto manual = app::loadEngineConfig(TALLY_SOURCE_DIR "/resources/config/engine.toml");
    QVERIFY2(manual, manual ? "" : manual.error().detail.c_str());
    const app::EngineConfig plain = parsed(kInput);

    QCOMPARE(manual->programme.width, plain.programme.width);
    QCOMPARE(manual->programme.height, plain.programme.height);
    QVERIFY(manual->programme.frameRate == plain.programme.frameRate);
    QVERIFY(manual->programme.latency == plain.programme.latency);
    QCOMPARE(manual->programme.audio.track, plain.programme.audio.track);
    QCOMPARE(manual->programme.audio.kilobitsPerSecond, plain.programme.audio.kilobitsPerSecond);
    QCOMPARE(manual->programme.video.size(), plain.programme.video.size());
    for (std::size_t i = 0; i < plain.programme.video.size(); ++i) {
        const gst::VideoRendition& shown = manual->programme.video[i];
        const gst::VideoRendition& built = plain.programme.video[i];
        QCOMPARE(std::tie(shown.track, shown.width, shown.height, shown.kilobitsPerSecond),
                 std::tie(built.track, built.width, built.height, built.kilobitsPerSecond));
    }
    QCOMPARE(manual->uplink.server, plain.uplink.server);
    QCOMPARE(manual->uplink.event, plain.uplink.event);
    QCOMPARE(manual->uplink.keyFile, plain.uplink.keyFile);
    QCOMPARE(manual->uplink.memoryBytes, plain.uplink.memoryBytes);
    QCOMPARE(manual->uplink.spoolBytes, plain.uplink.spoolBytes);
    QCOMPARE(manual->uplink.spoolFolder, plain.uplink.spoolFolder);
    QCOMPARE(manual->controlFile, plain.controlFile);
    QCOMPARE(manual->controlPort, plain.controlPort);
    QCOMPARE(manual->transitionFrames, plain.transitionFrames);
    QVERIFY(manual->logLevel == plain.logLevel);
}

void TestEngineConfig::theManualShowsBothKindsOfInput() {
    const auto manual = app::loadEngineConfig(TALLY_SOURCE_DIR "/resources/config/engine.toml").value();
    QCOMPARE(manual.inputs.size(), 2U);
    QVERIFY(manual.inputs[0].kind == gst::InputKind::file);
    QVERIFY(manual.inputs[0].loop);
    QVERIFY(manual.inputs[1].kind == gst::InputKind::test);
    QVERIFY(manual.inputs[1].burnClock);
    QCOMPARE(manual.startProgramme, std::string("clip"));
    QCOMPARE(manual.startPreview, std::string("clock"));
}

void TestEngineConfig::leftOutBusesAreTheFirstTwoInputs() {
    const app::EngineConfig one = parsed(kInput);
    QCOMPARE(one.startProgramme, std::string("a"));
    QCOMPARE(one.startPreview, std::string("a"));
    const app::EngineConfig two = parsed(std::string(kInput) + "[[input]]\nid = \"b\"\n");
    QCOMPARE(two.startPreview, std::string("b"));
}

void TestEngineConfig::theSpoolIsBesideTheControlFile() {
    const app::EngineConfig config = parsed(std::string(kInput) + "[control]\nfile = \"/run/show/control.json\"\n");
    QCOMPARE(config.uplink.spoolFolder, std::filesystem::path("/run/show/control.spool"));
}

void TestEngineConfig::faultsNameLineAndKeyAndWhatIsRight_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray input = kInput;
    QTest::newRow("no input") << QByteArray() << QByteArray("there is no [[input]]; a programme needs at least one");
    QTest::newRow("unknown section") << input + "[sound]\n" << QByteArray("line 4: sound is no section");
    QTest::newRow("unknown key") << input + "[audio]\nrate = 1\n"
                                 << QByteArray(
                                        "line 5: audio.rate is no key of this section; take one of: name, kilobits");
    QTest::newRow("wrong type") << input + "[audio]\nkilobits = \"x\"\n"
                                << QByteArray("line 5: audio.kilobits must be a whole number from 32 to 320");
    QTest::newRow("out of range") << input + "[control]\nport = 65536\n"
                                  << QByteArray("line 5: control.port must be a whole number from 0 to 65535");
    QTest::newRow("negative") << input + "[uplink]\nmemory_mb = -1\n" << QByteArray("line 5: uplink.memory_mb must be");
    QTest::newRow("odd width") << input + "[programme]\nwidth = 1281\n"
                               << QByteArray("line 5: programme.width must be even");
    QTest::newRow("frame rate") << input + "[programme]\nframe_rate = \"30\"\n"
                                << QByteArray("line 5: programme.frame_rate must be a fraction");
    QTest::newRow("frame rate by zero") << input + "[programme]\nframe_rate = \"30/0\"\n"
                                        << QByteArray("programme.frame_rate must be a fraction");
    QTest::newRow("choice") << input + "[programme]\nlatency = \"fast\"\n"
                            << QByteArray("line 5: programme.latency must be \"low\" or \"ultra\"");
    QTest::newRow("log level") << input + "[log]\nlevel = \"loud\"\n"
                               << QByteArray("line 5: log.level must be \"debug\" or \"error\" or \"info\"");
    QTest::newRow("no section") << "programme = 3\n" + input
                                << QByteArray("line 1: programme must be a section, written as [programme]");
    QTest::newRow("no list") << QByteArray("[input]\nid = \"a\"\n") << QByteArray("is written as [[input]]");
    QTest::newRow("input without id") << QByteArray("[[input]]\nkind = \"test\"\n")
                                      << QByteArray("line 1: input needs the key id");
    QTest::newRow("id in a path") << QByteArray("[[input]]\nid = \"../a\"\n")
                                  << QByteArray("line 2: input.id must be 1 to 63");
    QTest::newRow("id twice") << input + kInput << QByteArray("line 5: input.id is taken already by \"a\"");
    QTest::newRow("file without path") << QByteArray("[[input]]\nid = \"a\"\nkind = \"file\"\n")
                                       << QByteArray("input needs the key path");
    QTest::newRow("rendition without size") << input + "[[rendition]]\nname = \"v\"\nheight = 720\nkilobits = 900\n"
                                            << QByteArray("line 4: rendition needs the key width");
    QTest::newRow("server") << input + "[uplink]\nserver = \"ftp://a\"\n"
                            << QByteArray("line 5: uplink.server must be an address");
    QTest::newRow("start") << input + "[start]\nprogramme = \"b\"\n"
                           << QByteArray("line 5: start.programme names no [[input]]");
    QTest::newRow("no TOML") << QByteArray("[programme\n") << QByteArray("line 1");
}

void TestEngineConfig::faultsNameLineAndKeyAndWhatIsRight() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto config = app::parseEngineConfig(text.toStdString(), "engine.toml");
    QVERIFY(!config);
    QVERIFY2(config.error().detail.find(expected.toStdString()) != std::string::npos, config.error().detail.c_str());
}

void TestEngineConfig::aFileThatIsNotThereIsNamed() {
    const auto config = app::loadEngineConfig("/nowhere/engine.toml");
    QVERIFY(!config);
    QVERIFY(config.error().code == core::ErrorCode::notFound);
    QVERIFY(config.error().detail.find("/nowhere/engine.toml") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestEngineConfig)
#include "test_engine_config.moc"
