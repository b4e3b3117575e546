// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/time_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tally;

class TestTimeText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void countdown_data() {
        QTest::addColumn<int>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << 0 << u"00:00"_s;
        QTest::newRow("a begun second counts in full") << 1 << u"00:01"_s;
        QTest::newRow("minutes") << 134'000 << u"02:14"_s;
        QTest::newRow("hours") << 3'734'000 << u"1:02:14"_s;
        QTest::newRow("just over is not an over-run yet") << -999 << u"00:00"_s;
        QTest::newRow("over-run counts up") << -3'200 << u"+00:03"_s;
    }

    void countdown() {
        QFETCH(int, ms);
        QFETCH(QString, text);
        QCOMPARE(ui::countdownText(std::chrono::milliseconds(ms)), text);
    }

    void durationCountsWholeSeconds() {
        QCOMPARE(ui::durationText(5'025'999ms), u"01:23:45"_s);
        QCOMPARE(ui::durationText(-5s), u"00:00:00"_s);
    }

    void countsAreGroupedInThrees() {
        QCOMPARE(ui::countText(0), u"0"_s);
        QCOMPARE(ui::countText(999), u"999"_s);
        QCOMPARE(ui::countText(1204), u"1\u00A0204"_s);
        QCOMPARE(ui::countText(1'234'567), u"1\u00A0234\u00A0567"_s);
    }

    void bytesHaveAUnit() {
        QCOMPARE(ui::bytesText(3'400'000), u"3.4\u00A0MB"_s);
        QCOMPARE(ui::bytesText(20'000), u"20\u00A0kB"_s);
    }

    void momentsInASentenceBecomeLocalClockTimes() {
        QCOMPARE(ui::withLocalTimes(u"runs until 2026-11-24T14:03:10.500Z; next at 2026-11-24T14:03:40Z."_s),
                 u"runs until 14:03:10; next at 14:03:40."_s);
        QCOMPARE(ui::withLocalTimes(u"no moment here"_s), u"no moment here"_s);
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "test_time_text.moc"
