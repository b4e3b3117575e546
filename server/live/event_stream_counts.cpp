// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stream.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>

// What the site engineer sees of an event.
namespace tally::server::live {
namespace {

constexpr double kPartTolerance = 0.0005; // seconds: rounding of time scales

} // namespace

void EventStream::count(const std::string& name, Track& track, const core::Chunk& chunk) {
    const double timescale = track.timeline.init() ? static_cast<double>(track.timeline.init()->format.timescale) : 1;
    const double seconds = static_cast<double>(chunk.duration) / timescale;
    ++track.counts.chunks;
    track.counts.bytes += chunk.bytes.size();
    if (chunk.captured) {
        const auto end = *chunk.captured + std::chrono::microseconds(std::llround(seconds * 1e6));
        track.counts.delay = std::chrono::round<std::chrono::milliseconds>(std::chrono::system_clock::now() - end);
    }
    if (seconds > m_settings.partTargetSeconds + kPartTolerance && track.counts.partsOverTarget++ == 0) {
        spdlog::warn(
            "{}/{}: a part of {:.3f} s is longer than the part target of {:.5f} s: some players refuse the stream. "
            "Send shorter chunks",
            m_settings.slug, name, seconds, m_settings.partTargetSeconds);
    }
}

void EventStream::countSegment(const std::string& name, Track& track) {
    if (track.timeline.finished().empty() || track.countedMsn == track.timeline.finished().back().msn) {
        return;
    }
    const LiveSegment& last = track.timeline.finished().back();
    track.countedMsn = last.msn;
    const long target = std::max(1L, std::lround(m_settings.segmentSeconds));
    if (std::lround(last.seconds) > target && track.counts.segmentsOverTarget++ == 0) {
        spdlog::warn("{}/{}: a segment of {:.2f} s is longer than the target duration of {} s: some players refuse the "
                     "stream. Send a key frame every {} s",
                     m_settings.slug, name, last.seconds, target, m_settings.segmentSeconds);
    }
}

EventCounts EventStream::counts() const {
    const std::lock_guard lock(m_mutex);
    EventCounts counts{.onAir = isOnAir(), .held = m_waiting.size(), .tracks = {}};
    for (const auto& [name, track] : m_tracks) {
        TrackCounts& ofTrack = counts.tracks[name] = track.counts;
        ofTrack.segments = track.timeline.finished().size();
    }
    return counts;
}

} // namespace tally::server::live
