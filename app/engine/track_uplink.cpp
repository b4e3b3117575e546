// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/track_uplink.h"

#include <algorithm>
#include <QFile>

namespace tally::app {
namespace {

using namespace std::chrono_literals;
using core::UplinkHealth;

// A backlog goes in bodies of this size: large against a round trip, and small enough that what the kernel has taken of
// one leaves a slow line within RetryPolicy::silence.
constexpr std::size_t kBodyBytes = 1 << 20;
constexpr int kOk = 200;

QByteArray readKey(const std::filesystem::path& file) {
    QFile key(QString::fromStdString(file.string()));
    return key.open(QIODevice::ReadOnly) ? key.readAll().trimmed() : QByteArray();
}

std::string problemOf(int status, const QByteArray& body) {
    const auto problem = core::parseJson<core::Problem>(body.toStdString());
    return problem ? problem->detail : "what answers there is no ingest: status " + std::to_string(status);
}

void append(QByteArray& body, const core::Bytes& bytes) {
    body.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

} // namespace

TrackUplink::TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session,
                         RetentionLimits limits, QObject* parent)
    : QObject(parent),
      m_config(config),
      m_path(QStringLiteral("/ingest/v1/%1/%2").arg(QString::fromStdString(config.event), track).toLatin1()),
      m_session(session),
      m_connection(QUrl(QString::fromStdString(config.server)), config.retry.silence, this),
      m_parts(track.toStdString(), std::move(limits)),
      m_retry(this) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TrackUplink::askPosition);
    connect(&m_connection, &IngestConnection::answered, this, &TrackUplink::takeAnswer);
    connect(&m_connection, &IngestConnection::failed, this,
            [this](const QString& reason) { takeFailure(UplinkHealth::offline, reason.toStdString()); });
}

void TrackUplink::start(core::SharedBytes init) {
    m_init = std::move(init);
    m_initIsDue = true;
    if (m_state == State::waitingForInit) {
        askPosition();
    }
}

void TrackUplink::add(gst::EncodedPart part) {
    m_parts.add(std::move(part));
    ++m_added;
    if (m_state == State::idle) {
        goOn();
    }
    Q_EMIT moved(report());
}

TrackReport TrackUplink::report() const {
    return {.health = m_health,
            .fault = m_fault,
            .roundTrip = m_roundTrip,
            .addedParts = m_added,
            .waitingParts = m_parts.waitingParts(),
            .waitingBytes = m_parts.waitingBytes(),
            .droppedParts = m_parts.droppedParts(),
            .dropReason = m_parts.dropReason()};
}

// Behind a new connection may be a server that was started in between.
void TrackUplink::goOn() {
    m_parts.isWaiting() && !m_connection.isKept() ? askPosition() : sendWaiting();
}

void TrackUplink::askPosition() {
    m_state = State::asking;
    send("GET", {});
}

void TrackUplink::sendWaiting() {
    if (!m_parts.isWaiting()) {
        m_state = State::idle;
        return;
    }
    QByteArray body;
    if (m_initIsDue) {
        append(body, *m_init);
    }
    for (const core::SharedBytes& bytes : m_parts.take(kBodyBytes)) {
        append(body, *bytes);
    }
    m_state = State::sending;
    m_sent.start();
    send("POST", body);
}

void TrackUplink::send(const char* method, const QByteArray& body) {
    const QByteArray key = readKey(m_config.keyFile); // each time: a new one needs no restart
    if (key.isEmpty()) {
        takeFailure(UplinkHealth::refused, "there is no ingest key in " + m_config.keyFile.string());
        return;
    }
    m_connection.send(QByteArray(method) + " " + m_path + " HTTP/1.1\r\nAuthorization: Bearer " + key +
                          "\r\nTally-Session: " + m_session + "\r\nContent-Type: video/mp4\r\n",
                      body);
}

void TrackUplink::takeAnswer(int status, const QByteArray& body) {
    const auto position = core::parseJson<core::IngestPosition>(body.toStdString());
    if (status != kOk || !position) { // a redirect as well: the key goes to nobody but the configured server
        const bool isRefusal = status >= 400 && status < 500;
        takeFailure(isRefusal ? UplinkHealth::refused : UplinkHealth::offline, problemOf(status, body));
    } else if (m_state == State::asking) {
        takePosition(*position);
    } else {
        takeReceipt();
    }
}

void TrackUplink::takePosition(const core::IngestPosition& position) {
    const bool knowsUs = position.session == m_session.toStdString();
    m_parts.resumeAfter(knowsUs ? position.lastDecodeTime : std::nullopt);
    m_initIsDue = true;
    sendWaiting();
    Q_EMIT moved(report());
}

void TrackUplink::takeReceipt() {
    m_roundTrip = std::chrono::milliseconds(m_sent.elapsed());
    m_initIsDue = false;
    m_pause = 0ms;
    m_health = UplinkHealth::ok;
    m_fault.clear();
    m_parts.acknowledged();
    goOn();
    Q_EMIT moved(report());
}

// What the server has is unknown now: it is asked before anything is sent again.
void TrackUplink::takeFailure(UplinkHealth health, std::string fault) {
    const RetryPolicy& retry = m_config.retry;
    m_pause = health == UplinkHealth::refused ? retry.longestPause
                                              : std::clamp(m_pause * 2, retry.firstPause, retry.longestPause);
    m_health = health;
    m_fault = std::move(fault);
    m_state = State::pausing;
    m_retry.start(m_pause);
    Q_EMIT moved(report());
}

} // namespace tally::app
