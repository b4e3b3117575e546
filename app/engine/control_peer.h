// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "gst/switcher.h"

#include <chrono>
#include <map>
#include <optional>
#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <vector>

class QWebSocket;

namespace tally::app {

// One client of the control socket. Until its hello with the right token it gets nothing. Pictures it does not take in
// time are dropped, newer ones follow: its memory here is bounded. Lives on the main thread.
class ControlPeer : public QObject {
    Q_OBJECT

public:
    ControlPeer(QWebSocket* socket, std::string token, QObject* parent); // takes the socket

    void sendState(const core::EngineState& state); // nothing before hello
    void offerPicture(const gst::PreviewPicture& picture, std::optional<std::uint16_t> inputIndex);
    void welcome(const core::EngineState& state);
    void reply(std::uint64_t id, const core::Status& done);
    void refuse(const std::string& detail);

    const std::vector<core::PreviewWish>& wishes() const { return m_wishes; }

Q_SIGNALS:
    void greeted();
    void commanded(const tally::core::IncomingMessage& message);
    void wishesChanged();
    void left();

private:
    void take(const QString& text);
    void takeHello(const core::IncomingMessage& message);

    QWebSocket* m_socket;
    std::string m_token;
    QTimer m_helloDeadline;
    bool m_isGreeted = false;
    std::vector<core::PreviewWish> m_wishes;
    std::map<std::string, std::chrono::steady_clock::time_point> m_nextDue; // by input id; "" is the programme
};

} // namespace tally::app
