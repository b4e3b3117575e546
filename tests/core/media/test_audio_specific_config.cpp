// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/audio_specific_config.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally;

class TestAudioSpecificConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTypeRateAndChannels_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("channels");
        QTest::newRow("AAC-LC 48 kHz stereo") << QByteArray("1190") << 2 << 48000 << 2;
        QTest::newRow("AAC-LC 44.1 kHz mono") << QByteArray("1208") << 2 << 44100 << 1;
        QTest::newRow("AAC-LC 48 kHz 5.1") << QByteArray("11b0") << 2 << 48000 << 6;
        QTest::newRow("AAC-LC 7.35 kHz 7.1") << QByteArray("1638") << 2 << 7350 << 8;
        QTest::newRow("HE-AAC") << QByteArray("2b1188") << 5 << 24000 << 2;
        QTest::newRow("rate in 24 bits") << QByteArray("17805dc010") << 2 << 48000 << 2;
        QTest::newRow("type behind an escape (xHE-AAC)") << QByteArray("f9464000") << 42 << 48000 << 2;
    }
    void readsTypeRateAndChannels() {
        QFETCH(QByteArray, bytes);
        const auto config = core::parseAudioSpecificConfig(test::hex(bytes.toStdString()));
        QVERIFY2(config, test::detailOf(config));
        QTEST(static_cast<int>(config->objectType), "type");
        QTEST(static_cast<int>(config->sampleRate), "rate");
        QTEST(static_cast<int>(config->channels), "channels");
    }

    void refusesWhatIsPastItsTables_data() { // HOSTILE H7
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("one byte") << QByteArray("11");
        QTest::newRow("rate index 13") << QByteArray("1690");
        QTest::newRow("rate index 14") << QByteArray("1710");
        QTest::newRow("rate index 15, no rate") << QByteArray("1780");
        QTest::newRow("a rate of 0 Hz") << QByteArray("1780000010");
        QTest::newRow("channels in a program config element") << QByteArray("1180");
        QTest::newRow("channel configuration 15") << QByteArray("11f8");
    }
    void refusesWhatIsPastItsTables() {
        QFETCH(QByteArray, bytes);
        const auto config = core::parseAudioSpecificConfig(test::hex(bytes.toStdString()));
        QVERIFY(!config);
        QCOMPARE(config.error().code, core::ErrorCode::invalid);
    }
};

QTEST_GUILESS_MAIN(TestAudioSpecificConfig)
#include "test_audio_specific_config.moc"
