// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/control_server.h"

#include "app/engine/control_peer.h"
#include "core/protocol/preview_frame.h"

#include <algorithm>
#include <map>
#include <QCoreApplication>
#include <QHostAddress>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QWebSocket>
#include <QWebSocketServer>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kCoalesce = 50ms;
constexpr auto kPulse = 5s;

// What every command has.
struct NumberedCommand {
    std::uint64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(NumberedCommand, (), (id))

std::string newToken() {
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    const QByteArray bytes(reinterpret_cast<const char*>(words.data()), sizeof(words));
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

} // namespace

ControlServer::ControlServer(State state, Commands commands, QObject* parent)
    : QObject(parent),
      m_state(std::move(state)),
      m_commands(std::move(commands)),
      m_server(new QWebSocketServer(QStringLiteral("tallylight-engine"), QWebSocketServer::NonSecureMode, this)),
      m_token(newToken()) {
    connect(m_server, &QWebSocketServer::newConnection, this, &ControlServer::admit);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCoalesce);
    connect(&m_soon, &QTimer::timeout, this, &ControlServer::sendState);
    connect(&m_everySecond, &QTimer::timeout, this, &ControlServer::sendState);
    connect(&m_pulse, &QTimer::timeout, this, [this] {
        for (ControlPeer* peer : peers()) {
            peer->checkPulse();
        }
    });
}

ControlServer::~ControlServer() {
    std::error_code ignored;
    std::filesystem::remove(m_file, ignored);
}

core::Status ControlServer::listen(std::uint16_t port, const std::filesystem::path& file) {
    if (!m_server->listen(QHostAddress::LocalHost, port)) {
        return core::fail(core::ErrorCode::unavailable, "the control socket cannot listen on port " +
                                                            std::to_string(port) + ": " +
                                                            m_server->errorString().toStdString());
    }
    m_file = file;
    m_everySecond.start(1s);
    m_pulse.start(kPulse);
    return writeFile();
}

core::Status ControlServer::writeFile() const {
    const core::ControlAddress address{.url = m_server->serverUrl().toString().toStdString(),
                                       .token = m_token,
                                       .pid = QCoreApplication::applicationPid()};
    QSaveFile out(QString::fromStdString(m_file.string())); // whole or not at all: clients watch for it
    const bool opened =
        out.open(QIODevice::WriteOnly) && out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    out.write(QByteArray::fromStdString(core::serializeJson(address)));
    if (!opened || !out.commit()) {
        return core::fail(core::ErrorCode::unavailable,
                          "cannot write the control file " + m_file.string() + ": " + out.errorString().toStdString());
    }
    return {};
}

void ControlServer::admit() {
    while (QWebSocket* socket = m_server->nextPendingConnection()) {
        auto* peer = new ControlPeer(socket, m_token, this);
        m_peers.push_back(peer);
        connect(peer, &ControlPeer::greeted, this, [this, peer] { peer->welcome(m_state()); });
        connect(peer, &ControlPeer::commanded, this,
                [this, peer](const core::IncomingMessage& message) { carryOut(*peer, message); });
        connect(peer, &ControlPeer::wishesChanged, this, &ControlServer::uniteWishes);
        connect(peer, &ControlPeer::left, this, [this, peer] {
            std::erase(m_peers, peer);
            peer->deleteLater();
            uniteWishes();
        });
    }
}

void ControlServer::carryOut(ControlPeer& peer, const core::IncomingMessage& message) {
    const auto numbered = message.as<NumberedCommand>();
    if (!numbered) {
        peer.refuse(numbered.error().detail);
        return;
    }
    peer.reply(numbered->id, m_commands(message));
    noteChange();
}

// Of several wishes for one picture the fastest counts; each peer takes from it at its own rate.
void ControlServer::uniteWishes() {
    std::map<std::optional<std::string>, std::uint32_t> rates;
    for (const ControlPeer* peer : m_peers) {
        for (const core::PreviewWish& wish : peer->wishes()) {
            std::uint32_t& rate = rates[wish.input];
            rate = std::max(rate, wish.framesPerSecond);
        }
    }
    std::vector<gst::PictureWish> united;
    united.reserve(rates.size());
    for (const auto& [input, rate] : rates) {
        united.push_back({input, rate});
    }
    Q_EMIT wishesChanged(std::move(united));
}

void ControlServer::noteChange() {
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void ControlServer::sendState() {
    if (m_peers.empty()) {
        return;
    }
    const QString message = QString::fromStdString(core::encodeMessage(core::ControlState{m_state()}));
    for (ControlPeer* peer : peers()) {
        peer->sendState(message);
    }
}

void ControlServer::offerPicture(const gst::PreviewPicture& picture, std::optional<std::uint16_t> inputIndex) {
    const auto bytes = core::encodePreviewFrame({inputIndex, picture.runningTimeNs}, *picture.jpeg);
    const QByteArray message(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    for (ControlPeer* peer : peers()) {
        peer->offerPicture(picture.input, message);
    }
}

} // namespace tally::app
