// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/track_uplink.h"

#include "core/protocol/catalog.h"

#include <algorithm>
#include <QFile>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBodyBytes = 4 << 20; // a backlog goes in bodies of this size

QByteArray readKey(const std::filesystem::path& file) {
    QFile key(QString::fromStdString(file.string()));
    return key.open(QIODevice::ReadOnly) ? key.readAll().trimmed() : QByteArray();
}

int statusOf(const QNetworkReply& reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// A redirect is no success: the ingest key goes to nobody but the configured server.
bool isOk(const QNetworkReply& reply) {
    return reply.error() == QNetworkReply::NoError && statusOf(reply) == 200;
}

std::string bodyOf(QNetworkReply& reply) {
    return reply.readAll().toStdString();
}

QString problemOf(QNetworkReply& reply) {
    if (const auto problem = core::parseJson<core::Problem>(bodyOf(reply))) {
        return QString::fromStdString(problem->detail);
    }
    if (reply.error() == QNetworkReply::NoError) {
        return QStringLiteral("the server answered with status %1, which no ingest does").arg(statusOf(reply));
    }
    return reply.error() == QNetworkReply::OperationCanceledError ? QStringLiteral("the server does not answer")
                                                                  : reply.errorString();
}

void append(QByteArray& body, const core::Bytes& bytes) {
    body.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

QUrl ingestUrl(const UplinkConfig& config, const QString& track) {
    QUrl url(QString::fromStdString(config.server));
    url.setPath(QStringLiteral("/ingest/v1/%1/%2").arg(QString::fromStdString(config.event), track));
    return url;
}

} // namespace

TrackUplink::TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session,
                         RetentionLimits limits, QNetworkAccessManager& network, QObject* parent)
    : QObject(parent),
      m_config(config),
      m_url(ingestUrl(config, track)),
      m_session(session),
      m_network(network),
      m_parts(track.toStdString(), std::move(limits)) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TrackUplink::askPosition);
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

QNetworkRequest TrackUplink::request() const {
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("video/mp4"));
    request.setRawHeader("Authorization", "Bearer " + readKey(m_config.keyFile));
    request.setRawHeader("Tally-Session", m_session);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(static_cast<int>(m_config.retry.transferTimeout.count()));
    return request;
}

void TrackUplink::askPosition() {
    m_state = State::asking;
    QNetworkReply* reply = m_network.get(request());
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        isOk(*reply) ? takePosition(reply) : takeFailure(reply);
    });
}

void TrackUplink::takePosition(QNetworkReply* reply) {
    const auto position = core::parseJson<core::IngestPosition>(bodyOf(*reply));
    const bool knowsUs = position && position->session == m_session.toStdString();
    m_parts.resumeAfter(knowsUs ? position->lastDecodeTime : std::nullopt);
    m_positionIsFresh = true;
    m_state = State::idle;
    sendWaiting();
}

void TrackUplink::sendWaiting() {
    QByteArray body;
    if (m_positionIsFresh) {
        append(body, *m_init);
    }
    const auto parts = m_parts.take(kBodyBytes);
    if (parts.empty()) {
        m_parts.acknowledged(); // nothing, or parts that the disk lost
        return;
    }
    for (const core::SharedBytes& bytes : parts) {
        append(body, *bytes);
    }
    m_state = State::sending;
    m_sent.start();
    QNetworkReply* reply = post(body);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        isOk(*reply) ? takeReceipt(reply) : takeFailure(reply);
    });
}

// Qt sends a request again by itself when a kept connection turns out to be dead. The server behind the new one may
// have been started in between, without its last chunks: it is asked before it gets more, else they would be lost.
QNetworkReply* TrackUplink::post(const QByteArray& body) {
    QNetworkReply* reply = m_network.post(request(), body);
    connect(reply, &QNetworkReply::socketStartedConnecting, this, [this, reply] {
        if (!m_positionIsFresh && reply->isRunning()) {
            m_serverMayBeNew = true;
            reply->abort();
        }
    });
    return reply;
}

void TrackUplink::takeReceipt(QNetworkReply*) {
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
void TrackUplink::takeFailure(QNetworkReply* reply) {
    if (std::exchange(m_serverMayBeNew, false)) {
        askPosition();
        return;
    }
    const bool refused = statusOf(*reply) >= 400 && statusOf(*reply) < 500;
    setPhase(refused ? Phase::refused : Phase::offline, problemOf(*reply));
    const RetryPolicy& retry = m_config.retry;
    m_pause = refused ? retry.longestPause : std::clamp(m_pause * 2, retry.firstPause, retry.longestPause);
    m_state = State::pausing;
    m_retry.start(m_pause);
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
