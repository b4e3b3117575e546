// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/track_uplink.h"

#include "core/protocol/catalog.h"

#include <algorithm>
#include <QFile>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBodyBytes = 4 << 20; // a backlog goes in bodies of this size
constexpr int kOk = 200;

QByteArray readKey(const std::filesystem::path& file) {
    QFile key(QString::fromStdString(file.string()));
    return key.open(QIODevice::ReadOnly) ? key.readAll().trimmed() : QByteArray();
}

QString problemOf(int status, const QByteArray& body) {
    if (const auto problem = core::parseJson<core::Problem>(body.toStdString())) {
        return QString::fromStdString(problem->detail);
    }
    return QStringLiteral("the server answers with status %1, which no ingest does").arg(status);
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
      m_parts(track.toStdString(), std::move(limits)) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TrackUplink::askPosition);
    connect(&m_connection, &IngestConnection::answered, this, &TrackUplink::takeAnswer);
    connect(&m_connection, &IngestConnection::failed, this,
            [this](const QString& reason) { takeFailure(Phase::offline, reason); });
}

void TrackUplink::start(core::SharedBytes init) {
    m_init = std::move(init);
    m_positionIsFresh = true;
    if (m_state == State::waitingForInit) {
        askPosition();
    }
}

void TrackUplink::add(gst::EncodedPart part) {
    m_parts.add(std::move(part));
    if (m_state == State::idle) {
        sendWaiting();
    }
}

QByteArray TrackUplink::headOf(const char* method) const {
    return QByteArray(method) + " " + m_path + " HTTP/1.1\r\nAuthorization: Bearer " + readKey(m_config.keyFile) +
           "\r\nTally-Session: " + m_session + "\r\nContent-Type: video/mp4\r\n";
}

void TrackUplink::askPosition() {
    m_state = State::asking;
    m_connection.send(headOf("GET"), {});
}

void TrackUplink::sendWaiting() {
    if (!m_parts.isWaiting()) {
        return;
    }
    if (!m_connection.isKept() && !m_positionIsFresh) {
        askPosition(); // behind a new connection may be a server that was started in between
        return;
    }
    QByteArray body;
    if (m_positionIsFresh) {
        append(body, *m_init);
    }
    for (const core::SharedBytes& bytes : m_parts.take(kBodyBytes)) {
        append(body, *bytes);
    }
    m_state = State::sending;
    m_sent.start();
    m_connection.send(headOf("POST"), body);
}

void TrackUplink::takeAnswer(int status, const QByteArray& body) {
    if (status != kOk) { // a redirect as well: the key goes to nobody but the configured server
        const bool refused = status >= 400 && status < 500;
        takeFailure(refused ? Phase::refused : Phase::offline, problemOf(status, body));
    } else if (m_state == State::asking) {
        takePosition(body);
    } else {
        takeReceipt();
    }
}

void TrackUplink::takePosition(const QByteArray& body) {
    const auto position = core::parseJson<core::IngestPosition>(body.toStdString());
    const bool knowsUs = position && position->session == m_session.toStdString();
    m_parts.resumeAfter(knowsUs ? position->lastDecodeTime : std::nullopt);
    m_positionIsFresh = true;
    m_state = State::idle;
    sendWaiting();
}

void TrackUplink::takeReceipt() {
    m_roundTrip = std::chrono::milliseconds(m_sent.elapsed());
    m_positionIsFresh = false;
    m_pause = 0ms;
    m_parts.acknowledged();
    m_state = State::idle;
    setPhase(Phase::ok, QString());
    sendWaiting();
    Q_EMIT acknowledged();
}

// What the server has is unknown now: it is asked before anything is sent again.
void TrackUplink::takeFailure(Phase phase, const QString& fault) {
    const RetryPolicy& retry = m_config.retry;
    m_pause =
        phase == Phase::refused ? retry.longestPause : std::clamp(m_pause * 2, retry.firstPause, retry.longestPause);
    m_state = State::pausing;
    m_retry.start(m_pause);
    setPhase(phase, fault);
}

void TrackUplink::setPhase(Phase phase, const QString& fault) {
    if (phase == m_phase && fault == m_fault) {
        return;
    }
    m_phase = phase;
    m_fault = fault;
    Q_EMIT phaseChanged();
}

} // namespace tally::app
