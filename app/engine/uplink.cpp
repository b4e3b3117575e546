// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/uplink.h"

#include "app/engine/machine_time.h"
#include "app/engine/track_uplink.h"

#include <algorithm>
#include <numeric>
#include <QLoggingCategory>
#include <QUrl>
#include <QUuid>

namespace tally::app {
namespace {

// More than about a second of three tracks waiting is an outage that is being made good.
constexpr std::uint64_t kBacklogParts = 15;
// Of 200 ms: more than the unfinished segment that a killed server loses.
constexpr std::size_t kAcknowledgedParts = 24;

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

std::uint64_t shareOf(std::uint64_t whole, std::uint64_t part, std::uint64_t sum) {
    return sum == 0 ? whole
                    : static_cast<std::uint64_t>(static_cast<double>(whole) * static_cast<double>(part) /
                                                 static_cast<double>(sum));
}

std::string withoutCredentials(const std::string& server) {
    return QUrl(QString::fromStdString(server)).toString(QUrl::RemoveUserInfo).toStdString();
}

} // namespace

Uplink::Uplink(const UplinkConfig& config, TrackRates rates, QObject* parent)
    : QObject(parent),
      m_config(config),
      m_rates(std::move(rates)),
      m_session(QUuid::createUuid().toByteArray(QUuid::WithoutBraces)),
      m_since(machineTime()) {}

void Uplink::startTrack(const QString& track, core::SharedBytes init) {
    const auto known = m_tracks.find(track);
    TrackUplink& uplink = known != m_tracks.end() ? *known->second : makeTrack(track);
    uplink.start(std::move(init));
}

TrackUplink& Uplink::makeTrack(const QString& track) {
    const std::uint64_t sum =
        std::accumulate(m_rates.begin(), m_rates.end(), std::uint64_t{0},
                        [](std::uint64_t total, const auto& rate) { return total + rate.second; });
    const std::uint64_t rate = m_rates[track.toStdString()];
    RetentionLimits limits{.memoryBytes = shareOf(m_config.memoryBytes, rate, sum),
                           .spoolBytes = shareOf(m_config.spoolBytes, rate, sum),
                           .spoolFolder = m_config.spoolFolder,
                           .acknowledgedParts = kAcknowledgedParts};
    auto* uplink = new TrackUplink(m_config, track, m_session, std::move(limits), this);
    m_tracks[track] = uplink;
    connect(uplink, &TrackUplink::phaseChanged, this, &Uplink::note);
    connect(uplink, &TrackUplink::acknowledged, this, [this] {
        note();
        if (isDone()) {
            Q_EMIT done();
        }
    });
    return *uplink;
}

void Uplink::add(gst::EncodedPart part) {
    const auto track = m_tracks.find(QString::fromStdString(part.track));
    if (track != m_tracks.end()) {
        track->second->add(std::move(part));
    }
}

bool Uplink::isDone() const {
    return std::all_of(m_tracks.begin(), m_tracks.end(), [](const auto& track) { return track.second->isDone(); });
}

// One line in the log for each turn of events, not for each part.
void Uplink::note() {
    const core::UplinkState now = state();
    if (now.droppedChunks > m_toldDropped) {
        qWarning("uplink: %llu parts are lost, the backlog is full",
                 static_cast<unsigned long long>(now.droppedChunks - m_toldDropped));
        m_toldDropped = now.droppedChunks;
    }
    if (now.health == m_health) {
        return;
    }
    m_health = now.health;
    m_since = machineTime();
    const std::string name(core::nameOf(now.health));
    qInfo("uplink to %s: %s%s%s", now.server.c_str(), name.c_str(), now.fault ? ": " : "",
          now.fault.value_or("").c_str());
    Q_EMIT stateChanged();
}

core::UplinkHealth Uplink::health() const {
    for (const auto& [name, track] : m_tracks) {
        if (track->phase() != TrackUplink::Phase::ok) { // one track that fails is a show that fails
            return healthOf(track->phase());
        }
    }
    return m_tracks.empty() ? core::UplinkHealth::connecting : core::UplinkHealth::ok;
}

core::UplinkState Uplink::state() const {
    core::UplinkState state;
    state.server = withoutCredentials(m_config.server);
    state.event = m_config.event;
    state.since = m_since;
    state.health = health();
    for (const auto& [name, track] : m_tracks) {
        state.backlogChunks += track->parts().waitingParts();
        state.backlogBytes += track->parts().waitingBytes();
        state.droppedChunks += track->parts().droppedParts();
        state.roundTripMs = std::max(state.roundTripMs, track->roundTrip());
        if (track->phase() != TrackUplink::Phase::ok && !track->fault().isEmpty()) {
            state.fault = track->fault().toStdString();
        }
    }
    if (state.health == core::UplinkHealth::ok && state.backlogChunks > kBacklogParts) {
        state.health = core::UplinkHealth::backlog;
    }
    return state;
}

} // namespace tally::app
