// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/uplink.h"

#include "app/engine/machine_time.h"
#include "app/engine/track_thread.h"

#include <algorithm>
#include <numeric>
#include <QLoggingCategory>
#include <QUrl>
#include <QUuid>

namespace tally::app {
namespace {

// Of a track, of 200 ms: when a second waits it is an outage that is being made good, until hardly more than what is
// under way waits.
constexpr std::uint64_t kBacklogParts = 5;
constexpr std::uint64_t kCaughtUpParts = 2;
// More than the unfinished segment that a killed server loses.
constexpr std::size_t kAcknowledgedParts = 24;

std::string withoutCredentials(const std::string& server) {
    return QUrl(QString::fromStdString(server)).toString(QUrl::RemoveUserInfo).toStdString();
}

} // namespace

Uplink::Uplink(const UplinkConfig& config, const TrackRates& rates, QObject* parent)
    : QObject(parent), m_server(withoutCredentials(config.server)), m_event(config.event), m_since(machineTime()) {
    const QByteArray session = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    const std::uint64_t sum =
        std::accumulate(rates.begin(), rates.end(), std::uint64_t{0},
                        [](std::uint64_t total, const auto& rate) { return total + rate.second; });
    for (const auto& [track, rate] : rates) {
        RetentionLimits limits{.memoryBytes = config.memoryBytes * rate / sum,
                               .spoolBytes = config.spoolBytes * rate / sum,
                               .spoolFolder = config.spoolFolder,
                               .acknowledgedParts = kAcknowledgedParts};
        m_tracks[track] = new TrackThread(config, QString::fromStdString(track), session, std::move(limits), this);
        connect(m_tracks[track], &TrackThread::moved, this, &Uplink::note);
    }
}

void Uplink::startTrack(const QString& track, core::SharedBytes init) {
    m_tracks.at(track.toStdString())->start(std::move(init));
}

void Uplink::add(gst::EncodedPart part) {
    TrackThread& track = *m_tracks.at(part.track);
    track.add(std::move(part));
}

bool Uplink::isDone() const {
    return std::all_of(m_tracks.begin(), m_tracks.end(), [](const auto& track) { return track.second->isDone(); });
}

void Uplink::note() {
    const core::UplinkState now = state();
    noteLosses(now);
    noteHealth(now);
    if (isDone()) {
        Q_EMIT done();
    }
}

void Uplink::noteHealth(const core::UplinkState& now) {
    if (now.health == m_health) {
        return;
    }
    m_health = now.health;
    m_since = machineTime();
    const std::string name(core::nameOf(now.health));
    const std::string fault = now.fault ? ": " + *now.fault : "";
    if (now.health == core::UplinkHealth::refused || now.health == core::UplinkHealth::offline) {
        qWarning("uplink to %s: %s%s", now.server.c_str(), name.c_str(), fault.c_str());
    } else {
        qInfo("uplink to %s: %s", now.server.c_str(), name.c_str());
    }
    Q_EMIT stateChanged();
}

// Said when it begins, and how much it was when the server has caught up.
void Uplink::noteLosses(const core::UplinkState& now) {
    if (now.droppedChunks > m_toldDropped && !m_isLosing) {
        m_isLosing = true;
        const auto losing = std::find_if(m_tracks.begin(), m_tracks.end(),
                                         [](const auto& track) { return track.second->report().droppedParts > 0; });
        qWarning("uplink: parts are lost from now on: %s", losing->second->report().dropReason.c_str());
    }
    if (m_isLosing && now.health == core::UplinkHealth::ok) {
        m_isLosing = false;
        qWarning("uplink: %llu parts were lost",
                 static_cast<unsigned long long>(now.droppedChunks - std::exchange(m_toldDropped, now.droppedChunks)));
    }
}

core::UplinkHealth Uplink::health(std::uint64_t backlogParts) const {
    for (const auto& [name, track] : m_tracks) {
        if (track->report().health != core::UplinkHealth::ok) { // one track that fails is a show that fails
            return track->report().health;
        }
    }
    const bool wasBehind = m_health != core::UplinkHealth::ok;
    const bool isBehind = backlogParts > m_tracks.size() * (wasBehind ? kCaughtUpParts : kBacklogParts);
    return isBehind ? core::UplinkHealth::backlog : core::UplinkHealth::ok;
}

core::UplinkState Uplink::state() const {
    core::UplinkState state;
    state.server = m_server;
    state.event = m_event;
    state.since = m_since;
    for (const auto& [name, track] : m_tracks) {
        const TrackReport& report = track->report();
        state.backlogChunks += report.waitingParts;
        state.backlogBytes += report.waitingBytes;
        state.droppedChunks += report.droppedParts;
        state.roundTripMs = std::max(state.roundTripMs, report.roundTrip);
        if (!report.fault.empty()) {
            state.fault = report.fault;
        }
    }
    state.health = health(state.backlogChunks);
    return state;
}

} // namespace tally::app
