// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/control_peer.h"

#include "core/protocol/preview_frame.h"

#include <QWebSocket>

namespace tally::app {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kHelloDeadline = 5s;
constexpr quint64 kMessageBytes = 64 * 1024;
constexpr qint64 kUnsentBytes = 1 << 20; // beyond it pictures are dropped

// Takes as long for every wrong token of the right length.
bool equalSecrets(const std::string& a, const std::string& b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    }
    return difference == 0;
}

} // namespace

ControlPeer::ControlPeer(QWebSocket* socket, std::string token, QObject* parent)
    : QObject(parent), m_socket(socket), m_token(std::move(token)) {
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingMessageSize(kMessageBytes);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &ControlPeer::take);
    connect(m_socket, &QWebSocket::disconnected, this, &ControlPeer::left);
    m_helloDeadline.setSingleShot(true);
    connect(&m_helloDeadline, &QTimer::timeout, this, [this] { refuse("there was no hello within 5 seconds"); });
    m_helloDeadline.start(kHelloDeadline);
}

void ControlPeer::take(const QString& text) {
    const auto message = core::IncomingMessage::parse(text.toStdString());
    if (!message) {
        refuse(message.error().detail);
    } else if (!m_isGreeted) {
        takeHello(*message);
    } else if (message->is<core::SubscribePreviews>()) {
        const auto subscription = message->as<core::SubscribePreviews>();
        if (!subscription) {
            refuse(subscription.error().detail);
            return;
        }
        m_wishes = subscription->wishes;
        m_nextDue.clear();
        Q_EMIT wishesChanged();
        reply(subscription->id, {});
    } else {
        Q_EMIT commanded(*message);
    }
}

void ControlPeer::takeHello(const core::IncomingMessage& message) {
    const auto hello = message.is<core::ControlHello>()
                           ? message.as<core::ControlHello>()
                           : core::Result<core::ControlHello>(core::fail(core::ErrorCode::invalid, "say hello first"));
    if (!hello) {
        refuse(hello.error().detail);
    } else if (hello->protocol != core::kControlProtocol) {
        refuse("this engine speaks protocol " + std::to_string(core::kControlProtocol) +
               "; use an engine and a client of one release");
    } else if (!equalSecrets(hello->token, m_token)) {
        refuse("the token is not this engine's; read the control file again");
    } else {
        m_helloDeadline.stop();
        m_isGreeted = true;
        Q_EMIT greeted();
    }
}

void ControlPeer::refuse(const std::string& detail) {
    m_socket->sendTextMessage(QString::fromStdString(core::encodeMessage(core::ControlRefused{detail})));
    m_socket->close(QWebSocketProtocol::CloseCodePolicyViolated);
}

void ControlPeer::welcome(const core::EngineState& state) {
    core::ControlWelcome welcome;
    welcome.version = TALLY_VERSION;
    welcome.state = state;
    m_socket->sendTextMessage(QString::fromStdString(core::encodeMessage(welcome)));
}

void ControlPeer::sendState(const core::EngineState& state) {
    if (m_isGreeted) {
        m_socket->sendTextMessage(QString::fromStdString(core::encodeMessage(core::ControlState{state})));
    }
}

void ControlPeer::reply(std::uint64_t id, const core::Status& done) {
    core::ControlReply reply{.id = id, .ok = done.has_value(), .error = {}};
    if (!done) {
        reply.error = done.error().detail;
    }
    m_socket->sendTextMessage(QString::fromStdString(core::encodeMessage(reply)));
}

void ControlPeer::offerPicture(const gst::PreviewPicture& picture, std::optional<std::uint16_t> inputIndex) {
    const Clock::time_point now = Clock::now();
    for (const core::PreviewWish& wish : m_wishes) {
        Clock::time_point& due = m_nextDue[wish.input.value_or("")];
        if (wish.input != picture.input || now < due || m_socket->bytesToWrite() > kUnsentBytes) {
            continue;
        }
        const auto interval = 1'000'000us / std::max(1U, wish.framesPerSecond);
        due = std::max(due + interval, now - interval); // keeps the rate, but makes nothing up
        const auto message = core::encodePreviewFrame({inputIndex, picture.runningTimeNs}, *picture.jpeg);
        m_socket->sendBinaryMessage(
            QByteArray(reinterpret_cast<const char*>(message.data()), static_cast<qsizetype>(message.size())));
        return;
    }
}

} // namespace tally::app
