// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"

#include <QList>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>
#include <vector>

namespace tally::tests {

// The engine's side of the control socket on a real port, with its control file.
class WireEngine : public QObject {
    Q_OBJECT

public:
    explicit WireEngine(const QString& controlFile);

    void listen(); // on a new port, and writes the file
    void vanish(); // closes without a word
    bool hasClient() const { return m_client != nullptr; }

    template <typename Message>
    void say(const Message& message) {
        m_client->sendTextMessage(QString::fromStdString(core::encodeMessage(message)));
    }
    void sendPicture(const QByteArray& message) { m_client->sendBinaryMessage(message); }

    // All of one kind that came, in order.
    template <typename Message>
    std::vector<Message> received() const {
        std::vector<Message> found;
        for (const core::IncomingMessage& message : m_received) {
            if (message.is<Message>()) {
                found.push_back(message.as<Message>().value());
            }
        }
        return found;
    }

private:
    QString m_controlFile;
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<QWebSocket> m_client;
    std::vector<core::IncomingMessage> m_received;
};

} // namespace tally::tests
