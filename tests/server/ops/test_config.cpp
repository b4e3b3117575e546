// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/config.h"

#include <QtTest>

using namespace tally::server::ops;

class TestConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theManualHoldsTheDefaults();
    void faultsNameLineAndKey_data();
    void faultsNameLineAndKey();
};

void TestConfig::theManualHoldsTheDefaults() {
    const auto config = loadConfig(TALLY_SOURCE_DIR "/resources/config/tallylight.toml");
    QVERIFY2(config, config ? "" : config.error().detail.c_str());
    QVERIFY(*config == Config());
}

void TestConfig::faultsNameLineAndKey_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("unknown key") << QStringLiteral("[server]\nport = 1\n")
                                 << QStringLiteral("line 2: there is no setting server.port");
    QTest::newRow("wrong kind") << QStringLiteral("[server]\nlisten = 8080\n")
                                << QStringLiteral("line 2: server.listen is of the wrong kind");
    QTest::newRow("out of range") << QStringLiteral("[cues]\nlead_ms = 1\n")
                                  << QStringLiteral("cues.lead_ms is of the wrong kind or out of range");
    QTest::newRow("no section") << QStringLiteral("listen = \"a\"\n")
                                << QStringLiteral("listen stands outside of a section");
    QTest::newRow("no TOML") << QStringLiteral("[server\n") << QStringLiteral("line 1");
}

void TestConfig::faultsNameLineAndKey() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto config = parseConfig(text.toStdString(), "tallylight.toml");
    QVERIFY(!config);
    QVERIFY2(QString::fromStdString(config.error().detail).contains(expected), config.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestConfig)
#include "test_config.moc"
