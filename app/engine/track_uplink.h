// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/retained_parts.h"
#include "app/engine/uplink_config.h"

#include <chrono>
#include <QByteArray>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>

class QNetworkReply;

namespace tally::app {

// Sends one track's parts to a server's ingest, in order, one request at a time: a part goes out at once when nothing
// is under way, else with the next request. After any failure, and whenever a new connection had to be made, it asks
// where the server stands and sends what is missing: a server that was killed and is back has lost its unfinished
// segment. It tries for ever. Lives on the main thread.
class TrackUplink : public QObject {
    Q_OBJECT

public:
    enum class Phase { connecting, ok, offline, refused };

    // `limits` are this track's own. `network` outlives it.
    TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session, RetentionLimits limits,
                QNetworkAccessManager& network, QObject* parent);

    void start(core::SharedBytes init);
    void add(gst::EncodedPart part);

    bool isDone() const { return m_state == State::idle && !m_parts.isWaiting(); }
    Phase phase() const { return m_phase; }
    const QString& fault() const { return m_fault; } // for people; empty while ok
    std::chrono::milliseconds roundTrip() const { return m_roundTrip; }
    const RetainedParts& parts() const { return m_parts; }

Q_SIGNALS:
    void phaseChanged();
    void acknowledged();

private:
    enum class State { waitingForInit, idle, asking, sending, pausing };

    QNetworkRequest request() const;
    void askPosition();
    void takePosition(QNetworkReply* reply);
    void sendWaiting();
    QNetworkReply* post(const QByteArray& body);
    void takeReceipt(QNetworkReply* reply);
    void takeFailure(QNetworkReply* reply);
    void setPhase(Phase phase, const QString& fault);

    UplinkConfig m_config;
    QUrl m_url;
    QByteArray m_session;
    QNetworkAccessManager& m_network;
    RetainedParts m_parts;
    core::SharedBytes m_init;
    State m_state = State::waitingForInit;
    bool m_positionIsFresh = false; // nothing was sent since the server said where it stands: init goes first
    bool m_serverMayBeNew = false;  // a new connection had to be made
    QTimer m_retry;
    std::chrono::milliseconds m_pause{0};
    QElapsedTimer m_sent;
    std::chrono::milliseconds m_roundTrip{0};
    Phase m_phase = Phase::connecting;
    QString m_fault;
};

} // namespace tally::app
