// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/switching_desk.h"
#include "tests/app/engine/support/fake_switcher.h"

#include <QtTest>

using namespace std::chrono_literals;
using namespace tally;

class TestSwitchingDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_switcher = tests::FakeSwitcher(); }
    void cutsAndMixes();
    void aMixHasTheEnginesRateUnlessTheCommandSaysMore();
    void aSecondTakeWithinASecondIsRefusedInWords();
    void aTakeThatFailedDoesNotHoldUpTheNext();
    void previewMayBeSetAgainAndAgain();
    void faultsAreSaid_data();
    void faultsAreSaid();

private:
    template <typename Command>
    core::Status say(app::SwitchingDesk& desk, const Command& command, std::chrono::milliseconds at) {
        return desk.carryOut(core::IncomingMessage::parse(core::encodeMessage(command)).value(),
                             app::SwitchingDesk::TimePoint(at));
    }

    tests::FakeSwitcher m_switcher;
};

void TestSwitchingDesk::cutsAndMixes() {
    app::SwitchingDesk desk(m_switcher, 25);
    QVERIFY(say(desk, core::Cut{1}, 0ms));
    QVERIFY(say(desk, core::Auto{2, 12}, 5s));
    QVERIFY(say(desk, core::RestartInput{3, "clip"}, 5s));
    QCOMPARE(m_switcher.takes, (std::vector<std::string>{"cut", "mix 12", "restart clip"}));
}

void TestSwitchingDesk::aMixHasTheEnginesRateUnlessTheCommandSaysMore() {
    app::SwitchingDesk desk(m_switcher, 25);
    QVERIFY(say(desk, core::Auto{1, {}}, 0ms));
    QCOMPARE(m_switcher.takes, (std::vector<std::string>{"mix 25"}));
}

void TestSwitchingDesk::aSecondTakeWithinASecondIsRefusedInWords() {
    app::SwitchingDesk desk(m_switcher, 25);
    QVERIFY(say(desk, core::Cut{1}, 0ms));
    const core::Status second = say(desk, core::Auto{2, {}}, 999ms);
    QVERIFY(!second);
    QVERIFY(second.error().code == core::ErrorCode::conflict);
    QCOMPARE(second.error().detail, std::string("ignored: less than a second after the last take"));
    QVERIFY(say(desk, core::Cut{3}, 1000ms));
}

void TestSwitchingDesk::aTakeThatFailedDoesNotHoldUpTheNext() {
    app::SwitchingDesk desk(m_switcher, 25);
    m_switcher.refusal = core::Error{core::ErrorCode::conflict, "a mix is running"};
    QVERIFY(!say(desk, core::Cut{1}, 0ms));
    m_switcher.refusal.reset();
    QVERIFY(say(desk, core::Cut{2}, 1ms));
}

void TestSwitchingDesk::previewMayBeSetAgainAndAgain() {
    app::SwitchingDesk desk(m_switcher, 25);
    QVERIFY(say(desk, core::SetPreview{1, "clip"}, 0ms));
    QVERIFY(say(desk, core::SetPreview{2, "clip"}, 1ms));
    QCOMPARE(m_switcher.now.preview, std::string("clip"));
}

void TestSwitchingDesk::faultsAreSaid_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("detail");
    QTest::newRow("no such command") << QByteArray(R"({"type": "fade", "id": 1})")
                                     << QByteArray("'fade' is no command of this engine");
    QTest::newRow("no such input") << QByteArray(R"({"type": "setPreview", "id": 1, "input": "x"})")
                                   << QByteArray("there is no input x");
    QTest::newRow("field missing") << QByteArray(R"({"type": "setPreview", "id": 1})")
                                   << QByteArray("input is missing");
    QTest::newRow("no frames") << QByteArray(R"({"type": "auto", "id": 1, "frames": 0})")
                               << QByteArray("frames must be from 1 to 600");
}

void TestSwitchingDesk::faultsAreSaid() {
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, detail);
    app::SwitchingDesk desk(m_switcher, 25);
    const core::Status done = desk.carryOut(core::IncomingMessage::parse(message.toStdString()).value(), {});
    QVERIFY(!done);
    QCOMPARE(done.error().detail, detail.toStdString());
    QVERIFY(m_switcher.takes.empty());
}

QTEST_GUILESS_MAIN(TestSwitchingDesk)
#include "test_switching_desk.moc"
