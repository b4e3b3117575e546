// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/fake_engine.h"
#include "tests/ui/fakes/sample_show.h"
#include "ui/model/input_tile.h"
#include "ui/model/monitor_facts.h"
#include "ui/model/picture_wishes.h"
#include "ui/model/switcher_model.h"
#include "ui/theme/tokens.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tally;

class TestTally : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void busesHaveTheirColourAndTheirWord() {
        const core::EngineState state = tests::sampleState();
        QCOMPARE(ui::tallyOf(state, "clip"), ui::Tally::programme);
        QCOMPARE(ui::tallyOf(state, "clock"), ui::Tally::preview);
        QCOMPARE(ui::tallyOf(state, "other"), ui::Tally::off);
        QCOMPARE(ui::tallyWord(ui::Tally::programme), u"PGM"_s);
        QCOMPARE(ui::tallyColour(ui::Tally::programme), ui::tokens::kProgramme);
        QCOMPARE(ui::tallyWord(ui::Tally::preview), u"PVW"_s);
        QCOMPARE(ui::tallyColour(ui::Tally::preview), ui::tokens::kPreview);
        QCOMPARE(ui::tallyWord(ui::Tally::off), QString());
    }

    void duringATransitionBothAreOnAir() {
        Peers peers;
        peers.engine.state.transition = core::TransitionState{25, 9};
        peers.engine.publish();
        QCOMPARE(ui::tallyOf(peers.engine.state, "clock"), ui::Tally::programme);
        for (const auto bus : {ui::Bus::preview, ui::Bus::programme}) {
            const auto facts = ui::monitorFacts(bus, peers.switcher);
            QCOMPARE(facts.lamp, ui::Tally::programme);
            QCOMPARE(facts.framesLeft, std::optional(9u));
        }
    }

    void monitorsNameTheirInputAndItsTime() {
        Peers peers;
        const auto programme = ui::monitorFacts(ui::Bus::programme, peers.switcher);
        QCOMPARE(programme.label, u"PGM"_s);
        QCOMPARE(programme.name, u"Big Buck Bunny"_s);
        QCOMPARE(programme.remaining, std::optional(17'400ms));
        QVERIFY(programme.source && !programme.source->input);
        const auto preview = ui::monitorFacts(ui::Bus::preview, peers.switcher);
        QCOMPARE(preview.label, u"PVW"_s);
        QCOMPARE(preview.source->input, std::optional<std::uint16_t>(1));
    }

    void lostInputShowsASlateWithTimeAndFault() {
        Peers peers;
        core::InputState& clock = peers.engine.state.inputs[1];
        clock.signal = core::SignalState::lost;
        clock.fault = "srtsrc: no connection";
        peers.engine.publish();
        const auto tile = ui::inputTiles(peers.switcher)[1];
        QCOMPARE(tile.slate->headline, u"NO SIGNAL"_s);
        QVERIFY(tile.slate->detail.startsWith(u"since "_s));
        QVERIFY(tile.slate->detail.endsWith(u"srtsrc: no connection"_s));
        QVERIFY(ui::spokenText(tile).contains(u"NO SIGNAL"_s));
    }

    void faultOnAirLeavesTheProgrammePictureVisible() {
        Peers peers;
        peers.engine.state.inputs[0].signal = core::SignalState::lost;
        peers.engine.publish();
        const auto facts = ui::monitorFacts(ui::Bus::programme, peers.switcher);
        QVERIFY(!facts.slate);
        QVERIFY(facts.fault.startsWith(u"NO SIGNAL"_s));
    }

    void awayEngineTurnsEveryLampOff() {
        Peers peers;
        peers.engine.disconnectAt(tests::kNow);
        QCOMPARE(ui::monitorFacts(ui::Bus::programme, peers.switcher).lamp, ui::Tally::off);
        for (const auto& tile : ui::inputTiles(peers.switcher)) {
            QCOMPARE(tile.tally, ui::Tally::off);
            QCOMPARE(tile.slate->headline, u"NO CONNECTION"_s);
        }
        QVERIFY(!peers.switcher.onAirFor());
    }

    void frozenPicturesAreCalledSo() {
        const auto now = std::chrono::steady_clock::now();
        const QImage image(16, 9, QImage::Format_RGB32);
        QVERIFY(!ui::slateOf(ui::Picture{image, 1, now - 500ms}, now));
        QCOMPARE(ui::slateOf(ui::Picture{image, 1, now - 5s}, now)->headline, u"NO PICTURES"_s);
        QCOMPARE(ui::slateOf(ui::Picture{}, now)->headline, u"WAITING"_s);
    }

    void busesAreWishedFasterThanTiles() {
        core::EngineState state = tests::sampleState();
        state.inputs.push_back(tests::sampleInput("third", "Third"));
        const auto wishes = ui::pictureWishes(state);
        QCOMPARE(wishes.size(), 4u);
        QVERIFY(!wishes[0].input);
        QCOMPARE(wishes[0].framesPerSecond, wishes[2].framesPerSecond); // programme as preview's input
        QVERIFY(wishes[1].framesPerSecond < wishes[2].framesPerSecond);
        QCOMPARE(wishes[3].input, std::optional<std::string>("third"));
    }

private:
    struct Peers {
        Peers() { engine.connectWith(tests::sampleState()); }

        tests::FakeEngine engine;
        ui::SwitcherModel switcher{engine, [] {
                                       return tests::kNow;
                                   }};
    };
};

QTEST_GUILESS_MAIN(TestTally)
#include "test_tally.moc"
