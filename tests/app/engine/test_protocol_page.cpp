// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/control.h"

#include <QFile>
#include <QtTest>

using namespace tally;

// PROTOCOL.md names every message and every field that the structs have: code spans, as `frames`.
class TestProtocolPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMessageAndFieldIsThere();
    void everyWordOfTheEnumsIsThere();

private:
    void requireWord(std::string_view word, std::string_view of) {
        const QString span =
            QStringLiteral("`%1`").arg(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
        QVERIFY2(m_page.contains(span),
                 qPrintable(span + QStringLiteral(" of ") + QString::fromStdString(std::string(of))));
    }
    template <typename Struct>
    void requireFields(std::string_view of) {
        boost::mp11::mp_for_each<boost::describe::describe_members<Struct, boost::describe::mod_public>>(
            [&](auto member) { requireWord(member.name, of); });
    }
    template <typename... Message>
    void requireMessages() {
        (requireWord(Message::kType, Message::kType), ...);
        (requireFields<Message>(Message::kType), ...);
    }
    template <typename Enum>
    void requireNames(std::string_view of) {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
            [&](auto enumerator) { requireWord(enumerator.name, of); });
    }

    QString m_page;
};

void TestProtocolPage::initTestCase() {
    QFile page(QStringLiteral(TALLY_SOURCE_DIR "/app/engine/PROTOCOL.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    m_page = QString::fromUtf8(page.readAll());
}

void TestProtocolPage::everyMessageAndFieldIsThere() {
    requireMessages<core::ControlHello, core::ControlRefused, core::ControlWelcome, core::ControlState,
                    core::SetPreview, core::Cut, core::Auto, core::RestartInput, core::SubscribePreviews,
                    core::ControlReply>();
    requireFields<core::ControlAddress>("the control file");
    requireFields<core::PreviewWish>("PreviewWish");
    requireFields<core::EngineState>("EngineState");
    requireFields<core::InputState>("InputState");
    requireFields<core::TransitionState>("TransitionState");
    requireFields<core::UplinkState>("UplinkState");
    requireFields<core::ProgrammeState>("ProgrammeState");
}

void TestProtocolPage::everyWordOfTheEnumsIsThere() {
    requireNames<core::SignalState>("SignalState");
    requireNames<core::UplinkHealth>("UplinkHealth");
}

QTEST_GUILESS_MAIN(TestProtocolPage)
#include "test_protocol_page.moc"
