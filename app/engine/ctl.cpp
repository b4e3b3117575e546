// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/ctl.h"

#include "core/protocol/control.h"

#include <iostream>
#include <optional>
#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace tally::app {
namespace {

constexpr std::uint64_t kCommandId = 1;
constexpr auto kDeadline = std::chrono::seconds(5);
constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kNoCommand = 2;

// The message of a command; empty for `state`, which welcome answers; absent for what is no command.
std::optional<std::string> messageOf(const QStringList& words) {
    if (words == QStringList{QStringLiteral("state")}) {
        return std::string();
    }
    if (words == QStringList{QStringLiteral("cut")}) {
        return core::encodeMessage(core::Cut{kCommandId});
    }
    if (words == QStringList{QStringLiteral("auto")}) {
        return core::encodeMessage(core::Auto{kCommandId, {}});
    }
    if (words.size() == 2 && words[0] == QStringLiteral("preview")) {
        return core::encodeMessage(core::SetPreview{kCommandId, words[1].toStdString()});
    }
    return std::nullopt;
}

core::Result<core::ControlAddress> addressIn(const QString& controlFile) {
    QFile file(controlFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return core::fail(core::ErrorCode::notFound, "no engine runs with the control file " +
                                                         controlFile.toStdString() + ": " +
                                                         file.errorString().toStdString());
    }
    return core::parseJson<core::ControlAddress>(file.readAll().toStdString());
}

// One visit to an engine: hello, the command, its answer. Lives on the main thread.
class Visit {
public:
    Visit(core::ControlAddress address, std::string command)
        : m_address(std::move(address)), m_command(std::move(command)) {}

    int run() {
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this] {
            send(core::encodeMessage(core::ControlHello{core::kControlProtocol, m_address.token, "ctl"}));
        });
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString& text) { take(text.toStdString()); });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket,
                         [this] { end("the engine closed the connection", kRefused); });
        QTimer::singleShot(kDeadline, &m_socket,
                           [this] { end("the engine did not answer within 5 seconds", kRefused); });
        m_socket.open(QUrl(QString::fromStdString(m_address.url)));
        return QCoreApplication::exec();
    }

private:
    void take(const std::string& text) {
        const auto message = core::IncomingMessage::parse(text);
        if (!message) {
            end(message.error().detail, kRefused);
        } else if (message->is<core::ControlRefused>()) {
            end(text, kRefused);
        } else if (message->is<core::ControlWelcome>()) {
            takeWelcome(message->as<core::ControlWelcome>());
        } else if (message->is<core::ControlReply>()) {
            const auto reply = message->as<core::ControlReply>();
            end(text, reply && reply->ok ? kDone : kRefused);
        }
    }

    void takeWelcome(const core::Result<core::ControlWelcome>& welcome) {
        if (!m_command.empty()) {
            send(m_command);
        } else if (welcome) {
            end(core::serializeJson(welcome->state), kDone);
        } else {
            end(welcome.error().detail, kRefused);
        }
    }

    void send(const std::string& message) { m_socket.sendTextMessage(QString::fromStdString(message)); }

    void end(const std::string& text, int code) {
        m_socket.disconnect(&m_socket); // the first end counts
        (code == kDone ? std::cout : std::cerr) << text << std::endl;
        QCoreApplication::exit(code);
    }

    core::ControlAddress m_address;
    std::string m_command; // empty: only the state is asked for
    QWebSocket m_socket;
};

int complain(const std::string& text, int code) {
    std::cerr << text << std::endl;
    return code;
}

} // namespace

int runCtl(const QString& text, const QString& controlFile) {
    const auto command = messageOf(text.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    if (!command) {
        return complain("the commands are: state, cut, auto, 'preview ID'", kNoCommand);
    }
    const auto address = addressIn(controlFile);
    if (!address) {
        return complain(address.error().detail, kRefused);
    }
    return Visit(*address, *command).run();
}

} // namespace tally::app
