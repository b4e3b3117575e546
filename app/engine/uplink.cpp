// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/uplink.h"

#include "app/engine/machine_time.h"
#include "app/engine/track_uplink.h"

#include <algorithm>
#include <QLoggingCategory>
#include <QUuid>

namespace tally::app {
namespace {

constexpr std::uint64_t kBacklogParts = 10; // a second or so of three tracks: more is an outage that is being made good

core::UplinkHealth healthOf(TrackUplink::Phase phase) {
    switch (phase) {
    case TrackUplink::Phase::connecting:
        return core::UplinkHealth::connecting;
    case TrackUplink::Phase::ok:
        return core::UplinkHealth::ok;
    case TrackUplink::Phase::offline:
        return core::UplinkHealth::offline;
    case TrackUplink::Phase::refused:
        return core::UplinkHealth::refused;
    }
    return core::UplinkHealth::offline;
}

} // namespace

Uplink::Uplink(const UplinkConfig& config, QObject* parent)
    : QObject(parent),
      m_config(config),
      m_session(QUuid::createUuid().toByteArray(QUuid::WithoutBraces)),
      m_since(machineTime()) {}

void Uplink::startTrack(const QString& track, core::SharedBytes init) {
    auto* uplink = new TrackUplink(m_config, track, m_session, m_network, this);
    m_tracks[track] = uplink;
    connect(uplink, &TrackUplink::phaseChanged, this, &Uplink::note);
    uplink->start(std::move(init));
}

void Uplink::add(gst::EncodedPart part) {
    const auto track = m_tracks.find(QString::fromStdString(part.track));
    if (track != m_tracks.end()) {
        track->second->add(std::move(part));
    }
}

void Uplink::note() {
    const core::UplinkState now = state();
    if (now.health != m_health) {
        m_health = now.health;
        m_since = machineTime();
        const std::string name(core::nameOf(now.health));
        qInfo("uplink to %s: %s %s", m_config.server.c_str(), name.c_str(), now.fault.value_or("").c_str());
    }
    Q_EMIT stateChanged();
}

core::UplinkState Uplink::state() const {
    core::UplinkState state;
    state.server = m_config.server;
    state.event = m_config.event;
    state.since = m_since;
    state.health = m_tracks.empty() ? core::UplinkHealth::connecting : core::UplinkHealth::ok;
    for (const auto& [name, track] : m_tracks) {
        state.backlogChunks += track->parts().waitingParts();
        state.backlogBytes += track->parts().waitingBytes();
        state.droppedChunks += track->parts().droppedParts();
        state.roundTripMs = std::max(state.roundTripMs, track->roundTrip());
        if (track->phase() != TrackUplink::Phase::ok) { // the worst track speaks for all
            state.health = healthOf(track->phase());
            state.fault = track->fault().isEmpty() ? std::nullopt : std::optional(track->fault().toStdString());
        }
    }
    if (state.health == core::UplinkHealth::ok && state.backlogChunks > kBacklogParts) {
        state.health = core::UplinkHealth::backlog;
    }
    return state;
}

} // namespace tally::app
