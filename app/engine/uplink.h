// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/engine_config.h"
#include "core/protocol/control.h"

#include <map>
#include <QNetworkAccessManager>
#include <QObject>

namespace tally::app {

class TrackUplink;

// All tracks of one start of the engine on their way to one server. Lives on the main thread.
class Uplink : public QObject {
    Q_OBJECT

public:
    explicit Uplink(const UplinkConfig& config, QObject* parent = nullptr);

    void startTrack(const QString& track, core::SharedBytes init);
    void add(gst::EncodedPart part);
    core::UplinkState state() const;

Q_SIGNALS:
    void stateChanged();

private:
    void note();

    UplinkConfig m_config;
    QByteArray m_session; // UUID, new at every start
    QNetworkAccessManager m_network;
    std::map<QString, TrackUplink*> m_tracks; // children
    core::UplinkHealth m_health = core::UplinkHealth::connecting;
    core::WallTime m_since;
};

} // namespace tally::app
