// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/wall_time.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally::core;
using namespace std::chrono_literals;

class TestWallTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRfc3339_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("utc");
        const auto row = [](const char* text, const char* utc) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(utc);
        };
        row("2026-11-24T09:00:00Z", "2026-11-24T09:00:00.000Z");
        row("2026-11-24T09:00:00.5Z", "2026-11-24T09:00:00.500Z");
        row("2026-11-24T09:00:00.12345678901234567890Z", "2026-11-24T09:00:00.123Z");
        row("2026-11-24t09:00:00z", "2026-11-24T09:00:00.000Z");
        row("2026-11-24 09:00:00Z", "2026-11-24T09:00:00.000Z");
        row("2026-11-24T09:00:00+01:00", "2026-11-24T08:00:00.000Z");
        row("2026-11-24T00:30:00+05:45", "2026-11-23T18:45:00.000Z");
        row("2026-11-24T23:59:59.999-00:30", "2026-11-25T00:29:59.999Z");
        row("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z");
        row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z");
        row("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
        row("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z");
        row("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
    }
    void readsRfc3339() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, utc);
        const auto time = parseRfc3339(text.toStdString());
        QVERIFY2(time, tally::test::detailOf(time));
        QCOMPARE(formatRfc3339(*time), utc.toStdString());
    }

    void refusesWhatIsNoDateAndTime_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* const text : {"",
                                       "2026",
                                       "2026-11-24",
                                       "2026-11-24T09:00:00",
                                       "2026-11-24T09:00Z",
                                       "2026-11-24T09:00:00.Z",
                                       "2026-11-24T09:00:00,5Z",
                                       "2026-02-29T00:00:00Z",
                                       "2026-13-01T00:00:00Z",
                                       "2026-00-01T00:00:00Z",
                                       "2026-11-31T00:00:00Z",
                                       "2026-11-24T24:00:00Z",
                                       "2026-11-24T09:60:00Z",
                                       "2026-11-24T09:00:61Z",
                                       "2026-11-24T09:00:00+24:00",
                                       "2026-11-24T09:00:00+01:60",
                                       "2026-11-24T09:00:00+0100",
                                       "2026-11-24T09:00:00ZZ",
                                       " 2026-11-24T09:00:00Z",
                                       "2026-11-24T09:00:00Z ",
                                       "+026-11-24T09:00:00Z",
                                       "2026-11-24T-9:00:00Z",
                                       "20261-1-24T09:00:00Z",
                                       "0000-01-01T00:00:00+00:01",
                                       "9999-12-31T23:59:59-23:59",
                                       "9999-12-31T23:59:60Z"}) {
            QTest::newRow(*text == '\0' ? "nothing" : text) << QByteArray(text);
        }
    }
    void refusesWhatIsNoDateAndTime() {
        QFETCH(QByteArray, text);
        const auto time = parseRfc3339(text.toStdString());
        QVERIFY(!time);
        QCOMPARE(time.error().code, ErrorCode::invalid);
    }

    void anErrorQuotesALittleOfALongText() {
        QVERIFY(parseRfc3339(std::string(10'000, 'x')).error().detail.size() < 120);
    }

    void theDateIsThatOfUtc() {
        QCOMPARE(formatDate(*parseRfc3339("2026-11-24T23:30:00-01:00")), std::string("2026-11-25"));
        QCOMPARE(formatDate(WallTime(-1ms)), std::string("1969-12-31"));
    }
};

QTEST_GUILESS_MAIN(TestWallTime)
#include "test_wall_time.moc"
