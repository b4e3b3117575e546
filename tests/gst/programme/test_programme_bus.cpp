// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/programme/programme_bus.h"

#include <QTest>

using namespace tally;
using tally::gst::Level;
using tally::gst::ProgrammeBus;

class TestProgrammeBus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheProgrammeAlone() {
        ProgrammeBus bus(3, 1, 2);
        QVERIFY((bus.step() == std::vector<Level>{{}, {1, false, 1}, {}}));
    }

    void cutSwapsAtTheNextFrame() {
        ProgrammeBus bus(2, 0, 1);
        QVERIFY(bus.cut());
        QCOMPARE(bus.programme(), std::size_t{1});
        QCOMPARE(bus.preview(), std::size_t{0});
        QVERIFY((bus.step() == std::vector<Level>{{}, {1, false, 1}}));
    }

    void mixDissolvesInItsNumberOfFrames() {
        ProgrammeBus bus(2, 0, 1);
        QVERIFY(bus.mix(4));
        QVERIFY((bus.step() == std::vector<Level>{{1, false, 0.75}, {0.25, true, 0.25}}));
        QVERIFY((bus.step() == std::vector<Level>{{1, false, 0.5}, {0.5, true, 0.5}}));
        QCOMPARE(bus.mixFramesLeft(), 2U);
        bus.step();
        QCOMPARE(bus.programme(), std::size_t{0});
        QVERIFY((bus.step() == std::vector<Level>{{}, {1, false, 1}}));
        QCOMPARE(bus.programme(), std::size_t{1});
        QCOMPARE(bus.mixFrames(), 0U);
    }

    void mixOfOneFrameIsACut() {
        ProgrammeBus bus(2, 0, 1);
        QVERIFY(bus.mix(1));
        QVERIFY((bus.step() == std::vector<Level>{{}, {1, false, 1}}));
    }

    void everythingConflictsWithAMixThatRuns() {
        ProgrammeBus bus(2, 0, 1);
        QVERIFY(bus.mix(10));
        QVERIFY(bus.cut().error().code == core::ErrorCode::conflict);
        QVERIFY(bus.mix(10).error().code == core::ErrorCode::conflict);
        QVERIFY(bus.setPreview(0).error().code == core::ErrorCode::conflict);
    }

    void mixOfNoFramesIsInvalid() {
        ProgrammeBus bus(2, 0, 1);
        QVERIFY(bus.mix(0).error().code == core::ErrorCode::invalid);
    }

    void mixOfAnInputWithItselfKeepsItOpaque() {
        ProgrammeBus bus(2, 0, 0);
        QVERIFY(bus.mix(3));
        for (int frame = 0; frame < 3; ++frame) {
            QCOMPARE(bus.step().front().picture, 1.0);
        }
        QCOMPARE(bus.mixFrames(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestProgrammeBus)
#include "test_programme_bus.moc"
