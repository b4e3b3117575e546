// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/control_peer.h"

#include <algorithm>
#include <QWebSocket>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kHelloDeadline = 5s;
constexpr auto kSilence = 15s;
constexpr auto kCloseDeadline = 1s;
constexpr quint64 kMessageBytes = 64 * 1024;
constexpr qint64 kUnsentForPictures = 128 * 1024; // beyond what the kernel holds; a picture has about 20 kB
constexpr qint64 kUnsentForStates = 512 * 1024;
constexpr qsizetype kNameLength = 40;

// Takes as long for every wrong token of the right length.
bool equalSecrets(const std::string& a, const std::string& b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    }
    return difference == 0;
}

// A name that a client gives itself, fit for one line of a log (HOSTILE H35).
QString printable(const std::string& name) {
    QString text = QString::fromStdString(name).left(kNameLength);
    for (QChar& letter : text) {
        letter = letter.isPrint() ? letter : QLatin1Char('?');
    }
    return text;
}

} // namespace

ControlPeer::ControlPeer(QWebSocket* socket, std::string token, QObject* parent)
    : QObject(parent), m_socket(socket), m_token(std::move(token)) {
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingMessageSize(kMessageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(kMessageBytes);
    m_pulse.start();
    connect(m_socket, &QWebSocket::textMessageReceived, this, &ControlPeer::take);
    connect(m_socket, &QWebSocket::bytesWritten, this, &ControlPeer::sendPictures);
    connect(m_socket, &QWebSocket::pong, this, [this] { m_pulse.restart(); });
    connect(m_socket, &QWebSocket::disconnected, this, [this] {
        if (m_phase == Phase::greeted) {
            qInfo("control: %s left", qPrintable(m_name));
        }
        Q_EMIT left();
    });
    m_helloDeadline.setSingleShot(true);
    connect(&m_helloDeadline, &QTimer::timeout, this, [this] { refuse("there was no hello within 5 seconds"); });
    m_helloDeadline.start(kHelloDeadline);
}

void ControlPeer::take(const QString& text) {
    if (m_phase == Phase::refused) {
        return;
    }
    m_pulse.restart();
    const auto message = core::IncomingMessage::parse(text.toStdString());
    if (!message) {
        refuse(message.error().detail);
    } else if (m_phase == Phase::beforeHello) {
        takeHello(*message);
    } else if (message->is<core::SubscribePreviews>()) {
        takeWishes(*message);
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
               "; take an engine and a client of one release");
    } else if (!equalSecrets(hello->token, m_token)) {
        refuse("the token is not this engine's; read the control file again");
    } else {
        m_helloDeadline.stop();
        m_phase = Phase::greeted;
        m_name = printable(hello->client);
        qInfo("control: %s is here", qPrintable(m_name));
        Q_EMIT greeted();
    }
}

void ControlPeer::takeWishes(const core::IncomingMessage& message) {
    const auto subscription = message.as<core::SubscribePreviews>();
    if (!subscription) {
        refuse(subscription.error().detail);
        return;
    }
    const core::Status done = m_outbox.wish(subscription->wishes);
    if (done) {
        Q_EMIT wishesChanged();
    }
    reply(subscription->id, done);
}

void ControlPeer::refuse(const std::string& detail) {
    m_phase = Phase::refused;
    qWarning("control: a client was refused: %s", detail.c_str());
    send(core::ControlRefused{detail});
    m_socket->close(QWebSocketProtocol::CloseCodePolicyViolated);
    QTimer::singleShot(kCloseDeadline, m_socket, [socket = m_socket] { socket->abort(); }); // one that never reads
}

void ControlPeer::checkPulse() {
    if (m_pulse.hasExpired(std::chrono::milliseconds(kSilence).count())) {
        m_socket->abort();
    } else {
        m_socket->ping();
    }
}

void ControlPeer::welcome(const core::EngineState& state) {
    core::ControlWelcome welcome;
    welcome.version = TALLY_VERSION;
    welcome.state = state;
    send(welcome);
}

void ControlPeer::sendState(const QString& message) {
    if (m_phase == Phase::greeted && !isBehind(kUnsentForStates)) {
        m_socket->sendTextMessage(message);
    }
}

void ControlPeer::reply(std::uint64_t id, const core::Status& done) {
    core::ControlReply reply;
    reply.id = id;
    reply.ok = done.has_value();
    if (!done) {
        reply.error = done.error().detail;
    }
    send(reply);
}

void ControlPeer::offerPicture(const PictureOutbox::Source& source, const QByteArray& message) {
    m_outbox.offer(source, message, PictureOutbox::Clock::now());
    sendPictures();
}

void ControlPeer::sendPictures() {
    while (m_phase == Phase::greeted && !isBehind(kUnsentForPictures)) {
        const auto message = m_outbox.take();
        if (!message) {
            return;
        }
        m_socket->sendBinaryMessage(*message);
    }
}

bool ControlPeer::isBehind(qint64 unsentBytes) const {
    return m_socket->bytesToWrite() > unsentBytes;
}

template <typename Message>
void ControlPeer::send(const Message& message) {
    m_socket->sendTextMessage(QString::fromStdString(core::encodeMessage(message)));
}

} // namespace tally::app
