// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/engine_config.h"

#include <QtTest>

using namespace tally;

class TestEngineConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theManualIsAConfiguration();
    void faultsAreNamed_data();
    void faultsAreNamed();
};

void TestEngineConfig::theManualIsAConfiguration() {
    const auto config = app::loadEngineConfig(TALLY_SOURCE_DIR "/resources/config/engine.toml");
    QVERIFY2(config, config ? "" : config.error().detail.c_str());
    QCOMPARE(config->programme.width, 1280U);
    QCOMPARE(config->programme.video.size(), 2U);
    QCOMPARE(config->inputs.size(), 2U);
    QCOMPARE(config->startProgramme, std::string("clip"));
    QVERIFY(config->inputs[1].burnClock);
}

void TestEngineConfig::faultsAreNamed_data() {
    const QString input = QStringLiteral("[[input]]\nid = \"a\"\npattern = \"smpte\"\n");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no input") << QString() << QStringLiteral("there is no [[input]]");
    QTest::newRow("unknown key") << input + QStringLiteral("[audio]\nrate = 1\n")
                                 << QStringLiteral("line 5: audio.rate");
    QTest::newRow("wrong kind") << input + QStringLiteral("[audio]\nkilobits = \"x\"\n")
                                << QStringLiteral("audio.kilobits is not a whole number");
    QTest::newRow("frame rate") << input + QStringLiteral("[programme]\nframe_rate = \"fast\"\n")
                                << QStringLiteral("programme.frame_rate");
    QTest::newRow("log level") << input + QStringLiteral("[log]\nlevel = \"loud\"\n")
                               << QStringLiteral("log.level is not one of");
    QTest::newRow("start") << input + QStringLiteral("[start]\nprogramme = \"b\"\n")
                           << QStringLiteral("names no [[input]]");
}

void TestEngineConfig::faultsAreNamed() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto config = app::parseEngineConfig(text.toStdString(), "engine.toml");
    QVERIFY(!config);
    QVERIFY2(QString::fromStdString(config.error().detail).contains(expected), config.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestEngineConfig)
#include "test_engine_config.moc"
