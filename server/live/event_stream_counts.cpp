// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include <algorithm>

// What the site engineer and the publisher see of an event.
namespace tally::server::live {
namespace {

using namespace std::chrono_literals;

constexpr auto kSilent = 3s; // nothing came for that long, while others of the session go on

} // namespace

void EventStream::count(LiveTrack& track, const core::Chunk& chunk) {
    const auto& init = track.timeline.init();
    track.health.received(chunk, init ? init->format.timescale : 1, m_options.now());
    if (const auto delay = track.health.counts().delay; delay && chunk.captured) {
        m_meters->capturedToReceived.observe(*delay);
    }
}

void EventStream::countSegment(LiveTrack& track) {
    if (!track.timeline.finished().empty()) {
        track.health.finished(track.timeline.finished().back().seconds, track.timeline.finished().back().msn);
    }
}

bool EventStream::isSilent(const LiveTrack& track) const {
    const bool isQuiet = !track.lastChunk || m_options.now() - *track.lastChunk > kSilent;
    return isOnAir() && isCurrent(track) && isQuiet;
}

core::IngestPosition EventStream::ingestPosition(const std::string& name) const {
    const std::lock_guard lock(m_mutex);
    core::IngestPosition position;
    position.track = name;
    const auto track = m_tracks.find(name);
    if (track == m_tracks.end() || !track->second.timeline.init()) {
        return position;
    }
    const std::string& session = track->second.session;
    position.session = session.starts_with(kUnnamedSession) ? std::nullopt : std::optional(session);
    position.lastDecodeTime = track->second.timeline.lastDecodeTime();
    auto warnings = track->second.health.warnings(m_options.now());
    for (const auto& [other, state] : m_tracks) {
        if (other != name && isSilent(state)) {
            warnings.push_back({"track-silent", "nothing comes of " + other + " any more: viewers of it stand still"});
        }
    }
    position.warnings = warnings.empty() ? std::nullopt : std::optional(std::move(warnings));
    return position;
}

EventCounts EventStream::counts() const {
    EventCounts counts;
    m_meters->read(counts);
    counts.diskBytes = m_stores->bytes();
    const std::lock_guard lock(m_mutex);
    counts.onAir = isOnAir();
    counts.ended = m_settings.ended;
    double ofSound = 0;
    for (const auto& [name, track] : m_tracks) {
        counts.held += track.waiting.size();
        TrackCounts& ofTrack = counts.tracks[name] = track.health.counts();
        ofTrack.segments = track.timeline.finished().size();
        ofTrack.silent = isSilent(track);
        ofTrack.viewers = track.viewers.viewers(m_options.now());
        const auto& init = track.timeline.init();
        const bool isSound = init && init->format.kind == core::MediaKind::audio;
        (isSound ? ofSound : counts.viewers) += ofTrack.viewers; // who watches hears too
    }
    counts.viewers = std::max(counts.viewers, ofSound);
    return counts;
}

} // namespace tally::server::live
