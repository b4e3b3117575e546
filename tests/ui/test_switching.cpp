// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/fake_engine.h"
#include "tests/ui/fakes/sample_show.h"
#include "ui/model/switcher_model.h"
#include "ui/model/switching.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tally;

class TestSwitching : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandsGoToTheEngineOnce() {
        Desk desk;
        desk.switching.toPreview(2);
        desk.switching.cut();
        desk.switching.mix();
        QCOMPARE(desk.engine.commands, (QStringList{u"setPreview clock"_s, u"cut"_s, u"mix"_s}));
        QCOMPARE(desk.refused.count(), 0);
        QCOMPARE(desk.accepted.count(), 3);
    }

    void toAirIsPreviewThenCut() {
        Desk desk;
        desk.switching.toAir(2);
        QCOMPARE(desk.engine.commands, (QStringList{u"setPreview clock"_s, u"cut"_s}));
    }

    void refusedPreviewNeverTakesAnotherInputToAir() {
        Desk desk;
        desk.engine.answer = core::fail(core::ErrorCode::notFound, "there is no input clock");
        desk.switching.toAir(2);
        QCOMPARE(desk.engine.commands, QStringList{u"setPreview clock"_s});
        QCOMPARE(desk.lastRefusal(), u"2 to air refused: there is no input clock"_s);
    }

    void whatIsOnAirIsNotTakenAgain() {
        Desk desk;
        desk.switching.toAir(1);
        QVERIFY(desk.engine.commands.isEmpty());
        QCOMPARE(desk.lastRefusal(), u"Input 1 is on air already."_s);
    }

    void engineRefusalIsToldInItsWords() {
        Desk desk;
        desk.engine.answer = core::fail(core::ErrorCode::conflict, "a take was done 0.3 s ago");
        desk.switching.cut();
        QCOMPARE(desk.lastRefusal(), u"CUT refused: a take was done 0.3 s ago"_s);
    }

    void unknownNumberIsRefused() {
        Desk desk;
        desk.switching.toPreview(7);
        QCOMPARE(desk.lastRefusal(), u"There is no input 7."_s);
        desk.switching.toPreview(0);
        QCOMPARE(desk.lastRefusal(), u"There is no input 0."_s);
        QVERIFY(desk.engine.commands.isEmpty());
    }

    void awayEngineGetsNothingAndTheProducerIsTold() {
        Desk desk;
        desk.engine.disconnectAt(tests::kNow);
        desk.switching.cut();
        desk.switching.toAir(2);
        QVERIFY(desk.engine.commands.isEmpty());
        QVERIFY(desk.lastRefusal().startsWith(u"2 to air was not sent: no connection to the engine since"_s));
    }

    void withoutAnEngineTheSentenceSaysSo() {
        tests::FakeEngine engine;
        const ui::SwitcherModel switcher(engine, [] { return tests::kNow; });
        ui::Switching switching(engine, switcher);
        QSignalSpy refused(&switching, &ui::Switching::refused);
        switching.mix();
        QCOMPARE(refused.at(0).at(0).toString(), u"AUTO was not sent: no engine is attached."_s);
    }

private:
    struct Desk {
        Desk() { engine.connectWith(tests::sampleState()); }
        QString lastRefusal() const { return refused.isEmpty() ? QString() : refused.last().at(0).toString(); }

        tests::FakeEngine engine;
        ui::SwitcherModel switcher{engine, [] {
                                       return tests::kNow;
                                   }};
        ui::Switching switching{engine, switcher};
        QSignalSpy refused{&switching, &ui::Switching::refused};
        QSignalSpy accepted{&switching, &ui::Switching::accepted};
    };
};

QTEST_GUILESS_MAIN(TestSwitching)
#include "test_switching.moc"
