// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/uplink_config.h"
#include "core/protocol/control.h"
#include "gst/switcher.h"

#include <map>
#include <QObject>

namespace tally::app {

class TrackUplink;

// Kilobits a second by track. Each track keeps its share of memory and spool by them, so that after an outage all of
// them reach back equally far.
using TrackRates = std::map<std::string, std::uint32_t>;

// All tracks of one start of the engine on their way to one server. Never waits for it: add() returns at once, whatever
// the server does. Lives on the main thread.
class Uplink : public QObject {
    Q_OBJECT

public:
    Uplink(const UplinkConfig& config, TrackRates rates, QObject* parent = nullptr);

    void startTrack(const QString& track, core::SharedBytes init);
    void add(gst::EncodedPart part); // of a track that was started
    bool isDone() const;             // every part was acknowledged
    core::UplinkState state() const;

Q_SIGNALS:
    void stateChanged();
    void done(); // nothing waits any more

private:
    TrackUplink& makeTrack(const QString& track);
    core::UplinkHealth health() const;
    void note();

    UplinkConfig m_config;
    TrackRates m_rates;
    QByteArray m_session;                     // UUID, new at every start
    std::map<QString, TrackUplink*> m_tracks; // children
    core::UplinkHealth m_health = core::UplinkHealth::connecting;
    core::WallTime m_since;
    std::uint64_t m_toldDropped = 0;
};

} // namespace tally::app
