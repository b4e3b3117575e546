// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/engine_client.h"

#include "app/studio/control_file.h"
#include "app/studio/machine_clock.h"
#include "core/protocol/preview_frame.h"

#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tally::app {

namespace {

constexpr auto kRetryInterval = 500ms;
constexpr auto kSilenceLimit = 4s; // the engine sends its state once a second
constexpr quint64 kLargestMessage = 4ULL * 1024 * 1024;

template <typename Message>
QString encoded(const Message& message) {
    return QString::fromStdString(core::encodeMessage(message));
}

} // namespace

EngineClient::EngineClient(QString controlFile, QObject* parent)
    : EngineLink(parent), m_controlFile(std::move(controlFile)) {
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryInterval);
    m_silence.setSingleShot(true);
    m_silence.setInterval(kSilenceLimit);
    m_socket.setMaxAllowedIncomingMessageSize(kLargestMessage);
    m_socket.setMaxAllowedIncomingFrameSize(kLargestMessage);
    connectSocket();
}

EngineClient::~EngineClient() {
    m_socket.disconnect(this); // the socket closes itself; there is nobody left to tell
}

void EngineClient::connectSocket() {
    connect(&m_retry, &QTimer::timeout, this, &EngineClient::tryToConnect);
    connect(&m_silence, &QTimer::timeout, this, [this] { lose(tr("the engine fell silent")); });
    connect(&m_socket, &QWebSocket::connected, this, &EngineClient::sayHello);
    // A connection that fails ends in this signal too, so the error signal, whose name changed in Qt 6.5, is not
    // needed.
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        if (m_isTrying) {
            lose(m_socket.closeReason().isEmpty() ? m_socket.errorString() : m_socket.closeReason());
        }
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &EngineClient::takeText);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &EngineClient::takePicture);
}

void EngineClient::start() {
    setConnection(ui::ConnectionPhase::connecting, {});
    tryToConnect();
}

void EngineClient::setPreview(const QString& input, ui::CommandDone done) {
    core::SetPreview command;
    command.input = input.toStdString();
    send(std::move(command), std::move(done));
}

void EngineClient::cut(ui::CommandDone done) {
    send(core::Cut{}, std::move(done));
}

void EngineClient::mix(ui::CommandDone done) {
    send(core::Auto{}, std::move(done));
}

void EngineClient::wishPictures(std::vector<core::PreviewWish> wishes) {
    m_wishes = std::move(wishes);
    if (m_connection.isUp()) {
        subscribe();
    }
}

void EngineClient::tryToConnect() {
    const auto address = readControlFile(m_controlFile);
    if (!address) {
        lose(QString::fromStdString(address.error().detail));
        return;
    }
    m_token = address->token;
    m_isTrying = true;
    m_silence.start();
    m_socket.open(QUrl(QString::fromStdString(address->url)));
}

void EngineClient::sayHello() {
    m_socket.sendTextMessage(encoded(core::ControlHello{core::kControlProtocol, m_token, "studio"}));
}

void EngineClient::takeText(const QString& text) {
    m_silence.start();
    const auto message = core::IncomingMessage::parse(text.toStdString());
    if (!message) {
        lose(QString::fromStdString(message.error().detail));
    } else if (message->is<core::ControlWelcome>()) {
        if (const auto welcome = message->as<core::ControlWelcome>()) {
            setConnection(ui::ConnectionPhase::up, {});
            Q_EMIT stateChanged(welcome->state);
            subscribe();
        }
    } else if (message->is<core::ControlState>()) {
        if (const auto state = message->as<core::ControlState>()) {
            Q_EMIT stateChanged(state->state);
        }
    } else if (message->is<core::ControlReply>()) {
        if (const auto reply = message->as<core::ControlReply>()) {
            takeReply(*reply);
        }
    } else if (message->is<core::ControlRefused>()) {
        const auto refused = message->as<core::ControlRefused>();
        lose(refused ? QString::fromStdString(refused->detail) : tr("the engine refused the studio"));
    }
}

void EngineClient::takeReply(const core::ControlReply& reply) {
    const auto node = m_underWay.extract(reply.id);
    if (node.empty()) {
        return; // of a subscription, which nobody waits for
    }
    node.mapped()(reply.ok ? core::Status()
                           : core::fail(core::ErrorCode::conflict, reply.error.value_or("no reason given")));
}

void EngineClient::takePicture(const QByteArray& message) {
    m_silence.start();
    const auto bytes = std::as_bytes(std::span(message.constData(), static_cast<std::size_t>(message.size())));
    if (const auto frame = core::decodePreviewFrame(bytes)) {
        const auto jpeg = reinterpret_cast<const char*>(frame->jpeg.data());
        Q_EMIT pictureArrived(frame->header.input, QByteArray(jpeg, static_cast<qsizetype>(frame->jpeg.size())));
    }
}

void EngineClient::lose(const QString& reason) {
    m_silence.stop();
    m_retry.start();
    const bool wasReached =
        m_connection.phase == ui::ConnectionPhase::up || m_connection.phase == ui::ConnectionPhase::away;
    setConnection(wasReached ? ui::ConnectionPhase::away : ui::ConnectionPhase::connecting, reason);
    for (const auto& [id, done] : std::exchange(m_underWay, {})) {
        done(core::fail(core::ErrorCode::closed, "the connection to the engine ended before it answered"));
    }
    if (std::exchange(m_isTrying, false)) {
        m_socket.abort();
    }
}

void EngineClient::setConnection(ui::ConnectionPhase phase, const QString& reason) {
    if (phase == m_connection.phase && (reason.isEmpty() || reason == m_connection.reason)) {
        return;
    }
    const auto since = phase == m_connection.phase ? m_connection.since : machineTime();
    m_connection = {phase, since, reason};
    Q_EMIT connectionChanged(m_connection);
}

void EngineClient::subscribe() {
    send(core::SubscribePreviews{0, m_wishes}, {});
}

template <typename Command>
void EngineClient::send(Command command, ui::CommandDone done) {
    if (!m_connection.isUp()) {
        done(core::fail(core::ErrorCode::closed, "there is no connection to the engine"));
        return;
    }
    command.id = ++m_lastId;
    if (done) {
        m_underWay.emplace(command.id, std::move(done));
    }
    m_socket.sendTextMessage(encoded(command));
}

} // namespace tally::app
