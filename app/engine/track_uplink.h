// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/ingest_connection.h"
#include "app/engine/retained_parts.h"
#include "app/engine/uplink_config.h"

#include <chrono>
#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace tally::app {

// Sends one track's parts to a server's ingest, in order, one request at a time: a part goes out at once when nothing
// is under way, else with the next request. After any failure, and whenever the connection was lost, it asks where the
// server stands and sends what is missing: a server that was killed and is back has lost its unfinished segment. It
// tries for ever. Lives on the main thread.
class TrackUplink : public QObject {
    Q_OBJECT

public:
    enum class Phase { connecting, ok, offline, refused };

    // `limits` are this track's own.
    TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session, RetentionLimits limits,
                QObject* parent);

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

    QByteArray headOf(const char* method) const;
    void askPosition();
    void sendWaiting();
    void takeAnswer(int status, const QByteArray& body);
    void takePosition(const QByteArray& body);
    void takeReceipt();
    void takeFailure(Phase phase, const QString& fault);
    void setPhase(Phase phase, const QString& fault);

    UplinkConfig m_config;
    QByteArray m_path;
    QByteArray m_session;
    IngestConnection m_connection;
    RetainedParts m_parts;
    core::SharedBytes m_init;
    State m_state = State::waitingForInit;
    bool m_positionIsFresh = false; // nothing was sent since the server said where it stands: init goes first
    QTimer m_retry;
    std::chrono::milliseconds m_pause{0};
    QElapsedTimer m_sent;
    std::chrono::milliseconds m_roundTrip{0};
    Phase m_phase = Phase::connecting;
    QString m_fault;
};

} // namespace tally::app
