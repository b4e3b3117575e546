// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/track_uplink.h"

#include "core/protocol/catalog.h"

#include <algorithm>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace tally::app {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBodyBytes = 4 << 20;
constexpr std::size_t kAcknowledgedParts = 24; // of 200 ms: more than the segments a killed server can lose
constexpr auto kTransferTimeout = 5s;
constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 1000ms;

// Read again for each request: a key may be changed while the engine runs.
QByteArray readKey(const std::filesystem::path& file) {
    QFile key(QString::fromStdString(file.string()));
    return key.open(QIODevice::ReadOnly) ? key.readAll().trimmed() : QByteArray();
}

int statusOf(const QNetworkReply* reply) {
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QString problemOf(QNetworkReply* reply) {
    const QByteArray body = reply->readAll();
    const auto problem =
        core::parseJson<core::Problem>(std::string_view(body.data(), static_cast<std::size_t>(body.size())));
    return problem ? QString::fromStdString(problem->detail) : reply->errorString();
}

void append(QByteArray& body, const core::SharedBytes& bytes) {
    body.append(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()));
}

} // namespace

TrackUplink::TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session,
                         QNetworkAccessManager& network, QObject* parent)
    : QObject(parent),
      m_config(config),
      m_url(QString::fromStdString(config.server + "/ingest/v1/" + config.event + "/") + track),
      m_session(session),
      m_network(network),
      m_parts(config.memoryBytes, kAcknowledgedParts) {
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        m_busy = false;
        m_inStep ? sendWaiting() : askPosition();
    });
}

void TrackUplink::start(core::SharedBytes init) {
    m_init = std::move(init);
    askPosition();
}

void TrackUplink::add(gst::EncodedPart part) {
    m_parts.add(std::move(part));
    sendWaiting();
}

QNetworkRequest TrackUplink::request() const {
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("video/mp4"));
    request.setRawHeader("Authorization", "Bearer " + readKey(m_config.keyFile));
    request.setRawHeader("Tally-Session", m_session);
    request.setTransferTimeout(static_cast<int>(std::chrono::milliseconds(kTransferTimeout).count()));
    return request;
}

void TrackUplink::askPosition() {
    if (m_busy || !m_init) {
        return;
    }
    m_busy = true;
    QNetworkReply* reply = m_network.get(request());
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        m_busy = false;
        reply->error() == QNetworkReply::NoError ? takePosition(reply) : fail(reply);
    });
}

void TrackUplink::takePosition(QNetworkReply* reply) {
    const QByteArray body = reply->readAll();
    const auto position =
        core::parseJson<core::IngestPosition>(std::string_view(body.data(), static_cast<std::size_t>(body.size())));
    const bool ours = position && position->session == m_session.toStdString();
    m_parts.resumeAfter(ours ? position->lastDecodeTime : std::nullopt);
    m_sendInit = true;
    m_inStep = true;
    sendWaiting();
}

void TrackUplink::sendWaiting() {
    if (m_busy || !m_inStep || !m_parts.isWaiting()) {
        return;
    }
    m_busy = true;
    QByteArray body;
    if (m_sendInit) {
        append(body, m_init);
    }
    for (const core::SharedBytes& bytes : m_parts.waiting(kBodyBytes)) {
        append(body, bytes);
    }
    QElapsedTimer clock;
    clock.start();
    QNetworkReply* reply = m_network.post(request(), body);
    connect(reply, &QNetworkReply::finished, this, [this, reply, clock] {
        reply->deleteLater();
        m_busy = false;
        m_roundTrip = std::chrono::milliseconds(clock.elapsed());
        reply->error() == QNetworkReply::NoError ? takeAcknowledgement(reply) : fail(reply);
    });
}

void TrackUplink::takeAcknowledgement(QNetworkReply*) {
    m_sendInit = false;
    m_pause = 0ms;
    m_parts.acknowledged();
    setPhase(Phase::ok, QString());
    sendWaiting();
}

// Whatever it was, what the server has is unknown now: it is asked before anything is sent again.
void TrackUplink::fail(QNetworkReply* reply) {
    const bool refused = statusOf(reply) >= 400 && statusOf(reply) < 500;
    setPhase(refused ? Phase::refused : Phase::offline, problemOf(reply));
    m_inStep = false;
    m_busy = true;
    m_pause = refused ? kLongestPause
                      : std::clamp(m_pause * 2, std::chrono::milliseconds(kFirstPause),
                                   std::chrono::milliseconds(kLongestPause));
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
