// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/uplink_config.h"
#include "core/protocol/control.h"
#include "gst/switcher.h"

#include <map>
#include <QObject>

namespace tally::app {

class TrackThread;

// Kilobits a second by track. Each track keeps its share of memory and spool by them, so that after an outage all of
// them reach back equally far.
using TrackRates = std::map<std::string, std::uint32_t>;

// All tracks of one start of the engine on their way to one server. Waits neither for it nor for the disk: add()
// returns at once. One line goes into the log for each turn of events. Lives on the main thread.
class Uplink : public QObject {
    Q_OBJECT

public:
    Uplink(const UplinkConfig& config, const TrackRates& rates, QObject* parent = nullptr);

    void startTrack(const QString& track, core::SharedBytes init); // one of the rates'
    void add(gst::EncodedPart part);                               // of one, too
    bool isDone() const;                                           // every part was acknowledged
    core::UplinkState state() const;

Q_SIGNALS:
    void stateChanged();
    void done(); // nothing waits any more

private:
    core::UplinkHealth health(std::uint64_t backlogParts) const;
    void note();
    void noteHealth(const core::UplinkState& now);
    void noteLosses(const core::UplinkState& now);

    std::string m_server;
    std::string m_event;
    std::map<std::string, TrackThread*> m_tracks; // children
    core::UplinkHealth m_health = core::UplinkHealth::connecting;
    core::WallTime m_since;
    std::uint64_t m_toldDropped = 0;
    bool m_isLosing = false; // it was told, and the end was not yet
};

} // namespace tally::app
