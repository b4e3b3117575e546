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

// The message of a command; empty for `state`, which welcome answers; nothing for what is no command.
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

int end(const std::string& text, int code) {
    (code == 0 ? std::cout : std::cerr) << text << std::endl;
    QCoreApplication::exit(code);
    return code;
}

void take(QWebSocket& socket, const QString& text, const std::string& command) {
    const auto message = core::IncomingMessage::parse(text.toStdString());
    if (!message) {
        end(message.error().detail, 1);
    } else if (message->is<core::ControlRefused>()) {
        end(text.toStdString(), 1);
    } else if (message->is<core::ControlWelcome>() && command.empty()) {
        const auto welcome = message->as<core::ControlWelcome>();
        welcome ? end(core::serializeJson(welcome->state), 0) : end(welcome.error().detail, 1);
    } else if (message->is<core::ControlWelcome>()) {
        socket.sendTextMessage(QString::fromStdString(command));
    } else if (message->is<core::ControlReply>()) {
        const auto reply = message->as<core::ControlReply>();
        end(text.toStdString(), reply && reply->ok ? 0 : 1);
    }
}

} // namespace

int runCtl(const QString& text, const QString& controlFile) {
    const auto command = messageOf(text.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    if (!command) {
        std::cerr << "the commands are: state, cut, auto, preview ID" << std::endl;
        return 2;
    }
    QFile file(controlFile);
    const auto address = file.open(QIODevice::ReadOnly)
                             ? core::parseJson<core::ControlAddress>(file.readAll().toStdString())
                             : core::Result<core::ControlAddress>(core::fail(core::ErrorCode::notFound, ""));
    if (!address) {
        std::cerr << "no engine runs with the control file " << controlFile.toStdString() << std::endl;
        return 1;
    }
    QWebSocket socket;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        const core::ControlHello hello{core::kControlProtocol, address->token, "ctl"};
        socket.sendTextMessage(QString::fromStdString(core::encodeMessage(hello)));
    });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [&](const QString& message) { take(socket, message, *command); });
    QObject::connect(&socket, &QWebSocket::disconnected, &socket, [] { end("the engine closed the connection", 1); });
    QTimer::singleShot(std::chrono::seconds(5), &socket, [] { end("the engine did not answer within 5 seconds", 1); });
    socket.open(QUrl(QString::fromStdString(address->url)));
    return QCoreApplication::exec();
}

} // namespace tally::app
