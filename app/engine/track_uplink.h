// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/engine_config.h"
#include "app/engine/retained_parts.h"

#include <chrono>
#include <optional>
#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>

class QNetworkReply;

namespace tally::app {

// Sends one track's parts to a server's ingest, in order, one request at a time: a part goes out at once when nothing
// is under way, else with the next request. After any failure it asks where the server stands and sends what is
// missing. Lives on the main thread.
class TrackUplink : public QObject {
    Q_OBJECT

public:
    enum class Phase { connecting, ok, offline, refused };

    TrackUplink(const UplinkConfig& config, const QString& track, const QByteArray& session,
                QNetworkAccessManager& network, QObject* parent);

    void start(core::SharedBytes init);
    void add(gst::EncodedPart part);

    Phase phase() const { return m_phase; }
    const QString& fault() const { return m_fault; }
    std::chrono::milliseconds roundTrip() const { return m_roundTrip; }
    const RetainedParts& parts() const { return m_parts; }

Q_SIGNALS:
    void phaseChanged();

private:
    void sendWaiting();
    void askPosition();
    void takePosition(QNetworkReply* reply);
    void takeAcknowledgement(QNetworkReply* reply);
    void fail(QNetworkReply* reply);
    void setPhase(Phase phase, const QString& fault);
    QNetworkRequest request() const;

    UplinkConfig m_config;
    QUrl m_url;
    QByteArray m_session;
    QNetworkAccessManager& m_network;
    RetainedParts m_parts;
    core::SharedBytes m_init;
    bool m_sendInit = true;
    bool m_busy = false;   // a request is under way, or a pause before the next
    bool m_inStep = false; // the server's position is known
    QTimer m_retry;
    std::chrono::milliseconds m_pause{0};
    std::chrono::milliseconds m_roundTrip{0};
    Phase m_phase = Phase::connecting;
    QString m_fault;
};

} // namespace tally::app
