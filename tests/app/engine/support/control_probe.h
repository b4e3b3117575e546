// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "core/protocol/preview_frame.h"

#include <QFile>
#include <QWebSocket>
#include <vector>

namespace tally::tests {

// A client of a control socket that remembers all that it hears. Main thread.
class ControlProbe {
public:
    static core::ControlAddress addressIn(const QString& controlFile) {
        QFile file(controlFile);
        const bool opened = file.open(QIODevice::ReadOnly);
        return opened ? core::parseJson<core::ControlAddress>(file.readAll().toStdString()).value()
                      : core::ControlAddress();
    }

    explicit ControlProbe(const core::ControlAddress& address) : m_token(address.token) {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString& text) {
            m_heard.push_back(core::IncomingMessage::parse(text.toStdString()).value());
        });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                         [this](const QByteArray& message) { pictures.push_back(message); });
        socket.open(QUrl(QString::fromStdString(address.url)));
    }

    bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    void sayHello() { say(core::ControlHello{core::kControlProtocol, m_token, "probe"}); }

    template <typename Message>
    void say(const Message& message) {
        socket.sendTextMessage(QString::fromStdString(core::encodeMessage(message)));
    }

    // All of one kind, in order.
    template <typename Message>
    std::vector<Message> heard() const {
        std::vector<Message> found;
        for (const core::IncomingMessage& message : m_heard) {
            if (message.is<Message>()) {
                found.push_back(message.as<Message>().value());
            }
        }
        return found;
    }

    QWebSocket socket;
    std::vector<QByteArray> pictures;

private:
    std::string m_token;
    std::vector<core::IncomingMessage> m_heard;
};

} // namespace tally::tests
