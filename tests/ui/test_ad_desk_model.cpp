// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/fake_server.h"
#include "tests/ui/fakes/sample_show.h"
#include "ui/model/ad_desk_model.h"
#include "ui/model/as_run_model.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tally;
using ui::FireBlock;

class TestAdDeskModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void fireSendsOneSqueezebackOfTenSeconds() {
        Desk desk;
        desk.connectAndGoOnAir();
        desk.model.fire();
        QCOMPARE(desk.server.fired.size(), 1u);
        QCOMPARE(desk.server.fired[0].format, core::LayoutFormat::squeezebackL);
        QCOMPARE(desk.server.fired[0].durationMs, 10'000ms);
        QCOMPARE(desk.server.fired[0].id->size(), 36u);
    }

    void secondPressWhileWaitingFiresNothing() {
        Desk desk;
        desk.connectAndGoOnAir();
        desk.model.fire();
        desk.model.fire();
        QCOMPARE(desk.server.fired.size(), 1u);
        QCOMPARE(desk.block(), FireBlock::waitingForAnswer);
    }

    void lostAnswerIsRepeatedAsTheSameCue() {
        Desk desk;
        desk.connectAndGoOnAir();
        desk.model.fire();
        desk.server.refuse(0, "no answer in time");
        QVERIFY(desk.note().startsWith(u"No answer from the server"_s));
        desk.model.fire();
        QCOMPARE(desk.server.fired.size(), 2u);
        QCOMPARE(desk.server.fired[0].id, desk.server.fired[1].id);
    }

    void refusalEndsTheRequestAndIsToldInLocalTime() {
        Desk desk;
        desk.connectAndGoOnAir();
        desk.model.fire();
        desk.server.refuse(409, "the next may start at 2026-11-24T14:03:20.000Z");
        QCOMPARE(desk.note(), u"Refused: the next may start at 14:03:20"_s);
        QCOMPARE(desk.model.facts().note.kind, ui::NoteKind::fault);
        desk.model.fire();
        QVERIFY(desk.server.fired[0].id != desk.server.fired[1].id);
    }

    void blockedFireSaysWhy() {
        Desk desk;
        QCOMPARE(desk.block(), FireBlock::noServer);
        desk.model.fire();
        QVERIFY(desk.server.fired.empty());
        QVERIFY(desk.note().startsWith(u"Not fired. No server was named"_s));
        desk.connectAndGoOnAir();
        QCOMPARE(desk.block(), FireBlock::nothing);
        desk.server.disconnectAt(tests::kNow);
        QCOMPARE(desk.block(), FireBlock::noServer);
        QVERIFY(desk.model.facts().permission.reason.contains(u"connection refused"_s));
    }

    void withoutATokenFireIsBlocked() {
        Desk desk;
        desk.server.hasToken = false;
        desk.connectAndGoOnAir();
        QCOMPARE(desk.block(), FireBlock::noToken);
    }

    void nobodyOnAirBlocksFire() {
        Desk desk;
        desk.server.connectAt(tests::kNow);
        QCOMPARE(desk.block(), FireBlock::noEvent);
        core::EventStatus status = tests::sampleStatus();
        status.onAir = false;
        desk.server.say(status);
        QCOMPARE(desk.block(), FireBlock::nobodyOnAir);
    }

    void cueRunsThroughItsPhasesOnTheProgrammeClock() {
        Desk desk;
        desk.connectAndGoOnAir();
        desk.server.accept(tests::sampleCue(tests::kNow + 2s));
        QCOMPARE(desk.cue().phase, core::CuePhase::before);
        QCOMPARE(desk.cue().left, 2000ms);
        desk.now += 5s;
        QVERIFY(desk.cue().isOnAir());
        QCOMPARE(desk.cue().left, 7000ms);
        QCOMPARE(desk.cue().progress, 0.3);
        QCOMPARE(desk.block(), FireBlock::cueOnAir);
        desk.now += 10s;
        QCOMPARE(desk.cue().phase, core::CuePhase::over);
        QCOMPARE(desk.cue().left, 27'000ms);
        QCOMPARE(desk.block(), FireBlock::gap);
        QCOMPARE(desk.model.facts().permission.reason, u"The gap runs. Next may start in 00:27."_s);
        desk.now += 27s;
        QVERIFY(!desk.model.facts().cue);
        QCOMPARE(desk.block(), FireBlock::nothing);
    }

    void cancelledCueHoldsNothing() {
        Desk desk;
        desk.connectAndGoOnAir();
        core::Cue cue = tests::sampleCue(tests::kNow);
        desk.server.accept(cue);
        cue.revision = 2;
        cue.state = core::CueState::cancelled;
        Q_EMIT desk.server.cuesRead({cue});
        QVERIFY(!desk.model.facts().cue);
        cue.revision = 1;
        cue.state = core::CueState::committed;
        Q_EMIT desk.server.cuesRead({cue}); // an older revision changes nothing
        QVERIFY(!desk.model.facts().cue);
    }

    void readinessComesFromTheStatus() {
        Desk desk;
        desk.connectAndGoOnAir();
        QCOMPARE(desk.model.facts().readiness->viewers, 12u);
        QVERIFY(!desk.model.facts().readiness->ready);
        core::EventStatus status = tests::sampleStatus();
        status.cues = {{"some-cue", 11, 1}};
        desk.server.say(status);
        QCOMPARE(desk.model.facts().readiness->ready, std::optional<std::uint64_t>(11));
        QCOMPARE(desk.model.facts().readiness->cannot, 1u);
    }

    void cueOfAnotherDeskIsLookedUp() {
        Desk desk;
        desk.connectAndGoOnAir();
        const int reads = desk.server.ledgerReads;
        desk.server.say(tests::sampleStatus());
        QCOMPARE(desk.server.ledgerReads, reads);
        core::EventStatus status = tests::sampleStatus();
        status.cues = {{"fired-elsewhere", 0, 0}};
        desk.server.say(status);
        QCOMPARE(desk.server.ledgerReads, reads + 1);
    }

    void asRunListsCuesWithWhatViewersSaw() {
        Desk desk;
        const ui::AsRunModel asRun(desk.model);
        QCOMPARE(asRun.rowCount(), 0);
        core::Cue older = tests::sampleCue(tests::kNow - 3min);
        older.id = "older";
        Q_EMIT desk.server.cuesRead({tests::sampleCue(tests::kNow), older});
        QCOMPARE(asRun.rowCount(), 2);
        QCOMPARE(text(asRun, 1, ui::AsRunModel::shownColumn), u"–"_s);
        core::EventReport report;
        report.cues.emplace_back();
        report.cues[0].cue = "older";
        report.cues[0].shown = 1204;
        report.cues[0].complete = 1100;
        Q_EMIT desk.server.reportRead(report);
        QCOMPARE(text(asRun, 1, ui::AsRunModel::nameColumn), u"Harbour Lager"_s);
        QCOMPARE(text(asRun, 1, ui::AsRunModel::shownColumn), u"1\u00A0204"_s);
        QCOMPARE(text(asRun, 1, ui::AsRunModel::completeColumn), u"1\u00A0100"_s);
        QCOMPARE(text(asRun, 0, ui::AsRunModel::shownColumn), u"–"_s);
    }

private:
    struct Desk {
        void connectAndGoOnAir() {
            server.connectAt(now);
            server.say(tests::sampleStatus());
        }
        FireBlock block() const { return model.facts().permission.block; }
        QString note() const { return model.facts().note.text; }
        ui::CueOnDesk cue() const { return model.facts().cue.value(); }

        core::WallTime now = tests::kNow;
        tests::FakeServer server;
        ui::AdDeskModel model{server, [this] {
                                  return now;
                              }};
    };

    static QString text(const ui::AsRunModel& model, int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }
};

QTEST_GUILESS_MAIN(TestAdDeskModel)
#include "test_ad_desk_model.moc"
