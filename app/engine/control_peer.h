// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/picture_outbox.h"
#include "core/protocol/control.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWebSocket;

namespace tally::app {

// One client of the control socket. Until its hello with the right token it gets nothing. What it does not take in time
// is dropped, and newer follows: its memory here is bounded. Lives on the main thread.
class ControlPeer : public QObject {
    Q_OBJECT

public:
    ControlPeer(QWebSocket* socket, std::string token, QObject* parent); // takes the socket

    void welcome(const core::EngineState& state);
    void sendState(const QString& message); // dropped before hello, and when the client is behind
    void offerPicture(const PictureOutbox::Source& source, const QByteArray& message);
    void reply(std::uint64_t id, const core::Status& done);
    void refuse(const std::string& detail); // and closes
    void checkPulse();                      // every few seconds: ends a client that has not answered for long

    const std::vector<core::PreviewWish>& wishes() const { return m_outbox.wishes(); }

Q_SIGNALS:
    void greeted();
    void commanded(const tally::core::IncomingMessage& message);
    void wishesChanged();
    void left();

private:
    enum class Phase { beforeHello, greeted, refused };

    void take(const QString& text);
    void takeHello(const core::IncomingMessage& message);
    void takeWishes(const core::IncomingMessage& message);
    void sendPictures();
    bool isBehind(qint64 unsentBytes) const;
    template <typename Message>
    void send(const Message& message);

    QWebSocket* m_socket;
    std::string m_token;
    QString m_name; // for the log
    Phase m_phase = Phase::beforeHello;
    QTimer m_helloDeadline;
    QElapsedTimer m_pulse; // since it was last heard of
    PictureOutbox m_outbox;
};

} // namespace tally::app
