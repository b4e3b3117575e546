// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/control.h"
#include "core/protocol/message.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally::core;

class TestMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void carriesItsTypeBesideItsMembers() {
        QCOMPARE(encodeMessage(SetPreview{.id = 4, .input = "clock"}),
                 std::string(R"({"id":4,"input":"clock","type":"setPreview"})"));
    }

    void isReadAsTheStructItsTypeNames() {
        const auto message = IncomingMessage::parse(R"({"type":"cut","id":5})");
        QVERIFY2(message, tally::test::detailOf(message));
        QVERIFY(message->is<Cut>());
        QVERIFY(!message->is<Auto>());
        QCOMPARE(message->as<Cut>()->id, std::uint64_t{5});
    }

    void anUnknownTypeIsTheReadersToRefuse() {
        const auto message = IncomingMessage::parse(R"({"type":"fadeToBlack"})");
        QVERIFY(message);
        QVERIFY(message->type() == "fadeToBlack");
    }

    void aMissingMemberIsNamed() {
        const auto message = IncomingMessage::parse(R"({"type":"setPreview","id":4})");
        QCOMPARE(message->as<SetPreview>().error(), (Error{ErrorCode::invalid, "input is missing"}));
    }

    void refusesWhatIsNoMessage_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("no type") << QByteArray("{\"id\":1}");
        QTest::newRow("a type that is no string") << QByteArray("{\"type\":1}");
        QTest::newRow("two messages in one") << QByteArray("{\"type\":\"cut\"}{\"type\":\"cut\"}");
    }
    void refusesWhatIsNoMessage() {
        QFETCH(QByteArray, text);
        const auto message = IncomingMessage::parse(text.toStdString());
        QVERIFY(!message);
        QCOMPARE(message.error().code, ErrorCode::invalid);
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "test_message.moc"
