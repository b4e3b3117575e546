// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/ingest_connection.h"
#include "app/engine/retained_parts.h"
#include "app/engine/track_report.h"
#include "app/engine/uplink_config.h"
#include "core/protocol/catalog.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace tally::app {

// Sends one track's parts to a server's ingest, in order, one request at a time: a part goes out at once when nothing
// is under way, else with the next request. After any failure, and whenever the connection was lost, it asks where the
// server stands and sends what is missing: a server that was killed and is back has lost its unfinished segment. It
// tries for ever. Lives on its track's thread (TrackThread).
class TrackUplink : public QObject {
    Q_OBJECT

public:
    // `limits` are this track's own.
    TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session, RetentionLimits limits,
                QObject* parent = nullptr);

    void start(core::SharedBytes init);
    void add(gst::EncodedPart part);

    TrackReport report() const;

Q_SIGNALS:
    void moved(const tally::app::TrackReport& report); // after each part, answer and failure

private:
    enum class State { waitingForInit, idle, asking, sending, pausing };

    void goOn();
    void askPosition();
    void sendWaiting();
    void send(const char* method, const QByteArray& body);
    void takeAnswer(int status, const QByteArray& body);
    void takePosition(const core::IngestPosition& position);
    void takeReceipt();
    void takeFailure(core::UplinkHealth health, std::string fault);

    UplinkConfig m_config;
    QByteArray m_path;
    QByteArray m_session;
    IngestConnection m_connection;
    RetainedParts m_parts;
    std::uint64_t m_added = 0;
    core::SharedBytes m_init;
    bool m_initIsDue = true; // nothing was acknowledged since the server was asked where it stands
    State m_state = State::waitingForInit;
    QTimer m_retry;
    std::chrono::milliseconds m_pause{0};
    QElapsedTimer m_sent;
    std::chrono::milliseconds m_roundTrip{0};
    core::UplinkHealth m_health = core::UplinkHealth::connecting;
    std::string m_fault;
};

} // namespace tally::app
