// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio/wire_engine.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace tally::tests {

WireEngine::WireEngine(const QString& controlFile) : m_controlFile(controlFile) {}

void WireEngine::listen() {
    m_server = std::make_unique<QWebSocketServer>(u"engine"_s, QWebSocketServer::NonSecureMode);
    m_server->listen(QHostAddress::LocalHost);
    connect(m_server.get(), &QWebSocketServer::newConnection, this, [this] {
        m_client.reset(m_server->nextPendingConnection());
        connect(m_client.get(), &QWebSocket::textMessageReceived, this, [this](const QString& text) {
            m_received.push_back(core::IncomingMessage::parse(text.toStdString()).value());
        });
    });
    QFile file(m_controlFile);
    file.open(QIODevice::WriteOnly);
    file.write(QByteArray::fromStdString(
        core::serializeJson(core::ControlAddress{m_server->serverUrl().toString().toStdString(), "secret", 1})));
}

void WireEngine::vanish() {
    m_client.reset();
    m_server.reset();
}

} // namespace tally::tests
