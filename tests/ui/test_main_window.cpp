// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/scenes.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/hardware_button.h"
#include "ui/widgets/monitor_view.h"
#include "ui/widgets/multiview.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tally;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysCommandTheEngine_data() {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifier>("modifier");
        QTest::addColumn<QStringList>("commands");
        QTest::newRow("Space cuts") << Qt::Key_Space << Qt::NoModifier << QStringList{u"cut"_s};
        QTest::newRow("Enter mixes") << Qt::Key_Return << Qt::NoModifier << QStringList{u"mix"_s};
        QTest::newRow("Enter of the keypad mixes") << Qt::Key_Enter << Qt::KeypadModifier << QStringList{u"mix"_s};
        QTest::newRow("1 previews") << Qt::Key_1 << Qt::NoModifier << QStringList{u"setPreview clip"_s};
        QTest::newRow("2 previews") << Qt::Key_2 << Qt::NoModifier << QStringList{u"setPreview clock"_s};
        QTest::newRow("Shift + 2 goes to air")
            << Qt::Key_2 << Qt::ShiftModifier << QStringList{u"setPreview clock"_s, u"cut"_s};
        QTest::newRow("0 does nothing") << Qt::Key_0 << Qt::NoModifier << QStringList{};
        QTest::newRow("Ctrl + 2 does nothing") << Qt::Key_2 << Qt::ControlModifier << QStringList{};
        QTest::newRow("Shift + Space does nothing") << Qt::Key_Space << Qt::ShiftModifier << QStringList{};
        QTest::newRow("Esc never touches the programme") << Qt::Key_Escape << Qt::NoModifier << QStringList{};
    }

    void keysCommandTheEngine() {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifier, modifier);
        QFETCH(QStringList, commands);
        tests::StudioBench bench;
        bench.connectAll();
        QTest::keyClick(&bench.window, key, modifier);
        QCOMPARE(bench.engine.commands, commands);
    }

    void spaceIsACutWhateverHasTheFocus() {
        tests::StudioBench bench;
        bench.connectAll();
        QTest::keyClick(button(bench, u"fire"_s), Qt::Key_Space);
        QCOMPARE(bench.engine.commands, QStringList{u"cut"_s});
        QVERIFY(bench.server.fired.empty());
    }

    void keysAreDeadInTextFields() {
        tests::StudioBench bench;
        bench.connectAll();
        QLineEdit field(&bench.window);
        field.setFocus();
        QTest::keyClicks(&field, u"2 x"_s);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.text(), u"2 x"_s);
        QVERIFY(bench.engine.commands.isEmpty());
    }

    void keyHeldDownActsOnce() {
        tests::StudioBench bench;
        bench.connectAll();
        QKeyEvent repeat(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, u" "_s, true);
        QApplication::sendEvent(&bench.window, &repeat);
        QVERIFY(bench.engine.commands.isEmpty());
    }

    void f1FiresOneAd() {
        tests::StudioBench bench;
        bench.connectAll();
        QTest::keyClick(&bench.window, Qt::Key_F1);
        QCOMPARE(bench.server.fired.size(), 1u);
    }

    void buttonsCarryTheirKeys() {
        tests::StudioBench bench;
        bench.connectAll();
        button(bench, u"cut"_s)->click();
        button(bench, u"auto"_s)->click();
        QCOMPARE(bench.engine.commands, (QStringList{u"cut"_s, u"mix"_s}));
        QCOMPARE(button(bench, u"cut"_s)->accessibleDescription(), u"Key: Space"_s);
        QCOMPARE(button(bench, u"auto"_s)->secondLine(), u"mix 25 f"_s);
    }

    void refusalStandsBesideTheKeys() {
        tests::StudioBench bench;
        bench.connectAll();
        bench.engine.answer = core::fail(core::ErrorCode::conflict, "a take was done 0.3 s ago");
        button(bench, u"cut"_s)->click();
        QCOMPARE(label(bench, u"takeMessage"_s), u"CUT refused: a take was done 0.3 s ago"_s);
        bench.engine.answer = {};
        button(bench, u"cut"_s)->click();
        QVERIFY(!label(bench, u"takeMessage"_s).contains(u"refused"_s));
    }

    void transitionCountsDownOnTheKey() {
        tests::StudioBench bench;
        bench.connectAll();
        bench.engine.state.transition = core::TransitionState{25, 14};
        bench.engine.publish();
        QCOMPARE(button(bench, u"auto"_s)->lamp(), ui::ButtonLamp::onAir);
        QCOMPARE(button(bench, u"auto"_s)->secondLine(), u"14 f left"_s);
    }

    void clickOnATileIsPreview() {
        tests::StudioBench bench;
        bench.window.show();
        bench.connectAll();
        auto& inputs = *bench.window.findChild<ui::Multiview*>();
        QTest::mouseClick(&inputs, Qt::LeftButton, {}, inputs.tileRect(2).center());
        QTest::mouseClick(&inputs, Qt::LeftButton, {}, inputs.tileRect(3).center()); // a free place
        QTest::mouseClick(&inputs, Qt::RightButton, {}, inputs.tileRect(1).center());
        QCOMPARE(bench.engine.commands, QStringList{u"setPreview clock"_s});
    }

    void tilesCanBeReachedByArrowKeys() {
        tests::StudioBench bench;
        bench.connectAll();
        auto& inputs = *bench.window.findChild<ui::Multiview*>();
        QTest::keyClick(&inputs, Qt::Key_Right);
        QTest::keyClick(&inputs, Qt::Key_Right); // stays on the last
        QTest::keyClick(&inputs, Qt::Key_P);
        QCOMPARE(bench.engine.commands, QStringList{u"setPreview clock"_s});
    }

    void bannerComesAndGoesWithThePeers() {
        tests::StudioBench bench;
        const auto& banner = *bench.window.findChild<ui::Banner*>();
        QVERIFY(banner.isHidden());
        bench.connectAll();
        QVERIFY(banner.isHidden());
        bench.engine.disconnectAt(tests::kNow);
        QVERIFY(!banner.isHidden());
        QVERIFY(banner.text().startsWith(u"Engine away since"_s));
        bench.connectAll();
        QVERIFY(banner.isHidden());
    }

    void fireIsDisabledWithItsReason() {
        tests::StudioBench bench;
        QVERIFY(!button(bench, u"fire"_s)->isEnabled());
        QVERIFY(label(bench, u"fireReason"_s).startsWith(u"No server was named"_s));
        bench.connectAll();
        QVERIFY(button(bench, u"fire"_s)->isEnabled());
        bench.server.accept(tests::sampleCue(tests::kNow));
        QVERIFY(!button(bench, u"fire"_s)->isEnabled());
        QCOMPARE(label(bench, u"fireReason"_s), u"An ad holds the slot. Next may start in 00:40."_s);
    }

    void everyControlHasANameForScreenReaders() {
        tests::StudioBench bench;
        bench.connectAll();
        for (const QWidget* widget : bench.window.findChildren<QWidget*>()) {
            if (widget->focusPolicy() & Qt::TabFocus) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    void everySceneCanBePainted() {
        for (const QString& scene : tests::sceneNames()) {
            tests::StudioBench bench;
            bench.window.setWindowState(Qt::WindowNoState);
            bench.window.resize(1366, 768);
            bench.window.show();
            tests::playScene(bench, scene);
            QVERIFY(!bench.window.grab().isNull());
            QVERIFY2(bench.window.width() <= 1366 && bench.window.height() <= 768, qPrintable(scene));
        }
    }

    void windowStaysWhereItWasLeft() {
        tests::StudioBench bench;
        bench.window.close();
        QVERIFY(!bench.memory.kept.isEmpty());
        QVERIFY2(bench.engine.commands.isEmpty(), "closing takes nothing off air");
    }

private:
    static ui::HardwareButton* button(const tests::StudioBench& bench, const QString& name) {
        return bench.window.findChild<ui::HardwareButton*>(name);
    }
    static QString label(const tests::StudioBench& bench, const QString& name) {
        return bench.window.findChild<QLabel*>(name)->text();
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
