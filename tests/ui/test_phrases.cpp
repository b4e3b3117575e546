// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/sample_show.h"
#include "ui/model/away_notice.h"
#include "ui/model/uplink_facts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tally;
using ui::Connection;
using ui::ConnectionPhase;
using ui::Severity;

class TestPhrases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void nothingIsMissedWhenBothAreUpOrNeverNamed() {
        QCOMPARE(ui::awayNotice(up(), up()), QString());
        QCOMPARE(ui::awayNotice(up(), {}), QString());
        QCOMPARE(ui::awayNotice({}, {}), QString());
        QCOMPARE(ui::awayNotice({ConnectionPhase::connecting, tests::kNow, {}}, up()), QString());
    }

    void awayEngineSaysSinceWhenAndWhatStillWorks() {
        const QString notice = ui::awayNotice(away(), up());
        QVERIFY(notice.startsWith(u"Engine away since 12:22:37 (refused)"_s));
        QVERIFY(notice.contains(u"ads can still be fired"_s));
        QVERIFY(!ui::awayNotice(away(), {}).contains(u"fired"_s));
    }

    void awayServerSaysThatSwitchingWorks() {
        const QString notice = ui::awayNotice(up(), away());
        QVERIFY(notice.startsWith(u"Server away since"_s));
        QVERIFY(notice.contains(u"Switching works"_s));
    }

    void bothAwayPromiseNothing() {
        const QString notice = ui::awayNotice(away(), {ConnectionPhase::connecting, tests::kNow, u"refused"_s});
        QVERIFY(notice.contains(u"Nothing can be switched or fired"_s));
        QVERIFY(notice.contains(u"server not reached since"_s));
    }

    void lateFramesTurnAmberAndRed_data() {
        QTest::addColumn<int>("late");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("none") << 0 << Severity::normal;
        QTest::newRow("1 % is fine") << 10 << Severity::normal;
        QTest::newRow("over 1 %") << 12 << Severity::warning;
        QTest::newRow("over 5 %") << 60 << Severity::failure;
    }

    void lateFramesTurnAmberAndRed() {
        QFETCH(int, late);
        QFETCH(Severity, severity);
        core::ProgrammeState programme;
        programme.lateFrames = static_cast<std::uint64_t>(late);
        programme.frames = 1000 - programme.lateFrames;
        QCOMPARE(ui::latePhrase(programme).severity, severity);
    }

    void noFramesYetIsNoFault() { QCOMPARE(ui::latePhrase({}).text, u"late 0 (0.00 %)"_s); }

    void uplinkSaysItsHealthInWords() {
        core::UplinkState uplink = tests::sampleState().uplink;
        QCOMPARE(ui::uplinkPhrase(uplink).text, u"uplink ok · 12 ms"_s);
        uplink.health = core::UplinkHealth::refused;
        uplink.since = tests::kNow;
        uplink.fault = "the ingest key was revoked";
        QCOMPARE(ui::uplinkPhrase(uplink).text, u"uplink refused since 12:22:37: the ingest key was revoked"_s);
        QCOMPARE(ui::uplinkPhrase(uplink).severity, Severity::failure);
    }

    void chunksLostForViewersAreAFailure() {
        core::UplinkState uplink;
        QCOMPARE(ui::backlogPhrase(uplink).text, u"backlog 0"_s);
        uplink.backlogChunks = 14;
        uplink.backlogBytes = 2'100'000;
        QCOMPARE(ui::backlogPhrase(uplink).severity, Severity::warning);
        uplink.droppedChunks = 1;
        QCOMPARE(ui::backlogPhrase(uplink).severity, Severity::failure);
    }

private:
    static Connection up() { return {ConnectionPhase::up, tests::kNow, {}}; }
    static Connection away() { return {ConnectionPhase::away, tests::kNow, u"refused"_s}; }
};

QTEST_GUILESS_MAIN(TestPhrases)
#include "test_phrases.moc"
