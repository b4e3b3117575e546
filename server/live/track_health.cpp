// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_health.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>

namespace tally::server::live {
namespace {

using namespace std::chrono_literals;

constexpr double kPartTolerance = 0.0005;  // seconds: rounding of time scales
constexpr double kKeyFrameSegments = 3;    // within so many a key frame has to come
constexpr auto kLongPartIsTold = 60s;      // for that long
constexpr double kClockDrift = 0.0001;     // seconds a second by which two machines' clocks may part
constexpr double kJitterWeight = 1.0 / 16; // as RTP counts it (RFC 3550 §6.4.1)

} // namespace

TrackHealth::TrackHealth(std::string name, double partTargetSeconds, double segmentSeconds)
    : m_name(std::move(name)), m_partTarget(partTargetSeconds), m_segment(segmentSeconds) {}

void TrackHealth::received(const core::Chunk& chunk, std::uint32_t timescale, Clock::time_point now) {
    const double seconds = static_cast<double>(chunk.duration) / timescale;
    ++m_counts.chunks;
    m_counts.bytes += chunk.bytes.size();
    noteTime(chunk, seconds, timescale, now);
    const double before = m_sinceKeyFrame;
    m_sinceKeyFrame = chunk.startsWithSync ? 0 : m_sinceKeyFrame + seconds;
    const double allowed = kKeyFrameSegments * m_segment + kPartTolerance;
    if (m_sinceKeyFrame > allowed && before <= allowed && m_counts.keyFramesMissing++ == 0) {
        spdlog::warn("{}: no key frame for {:.1f} s: nobody can begin to watch. Send one every {} s", m_name,
                     m_sinceKeyFrame, m_segment);
    }
    if (seconds > m_partTarget + kPartTolerance) {
        m_lastLongPart = now;
        if (m_counts.partsOverTarget++ == 0) {
            spdlog::warn("{}: a part of {:.3f} s is longer than the part target of {:.5f} s: some players refuse the "
                         "stream. Send shorter chunks",
                         m_name, seconds, m_partTarget);
        }
    }
}

// A part is late against the most punctual one before it. That one may be beaten by drifting clocks: it ages.
void TrackHealth::noteTime(const core::Chunk& chunk, double seconds, std::uint32_t timescale, Clock::time_point now) {
    if (chunk.captured) {
        const auto end = *chunk.captured + std::chrono::microseconds(std::llround(seconds * 1e6));
        m_counts.delay = std::chrono::round<std::chrono::milliseconds>(std::chrono::system_clock::now() - end);
    }
    const double media = static_cast<double>(chunk.decodeTime + chunk.duration) / timescale;
    const double offset = std::chrono::duration<double>(now.time_since_epoch()).count() - media;
    if (!m_offset) {
        m_leastOffset = offset;
    } else {
        const double jump = std::abs(offset - *m_offset);
        m_counts.jitterSeconds += (jump - m_counts.jitterSeconds) * kJitterWeight;
        m_leastOffset = std::min(m_leastOffset + kClockDrift * seconds, offset);
    }
    m_offset = offset;
    m_counts.partsLate += offset - m_leastOffset > m_partTarget ? 1 : 0;
}

void TrackHealth::finished(double seconds, std::uint64_t msn) {
    if (m_lastMsn == msn) {
        return;
    }
    m_lastMsn = msn;
    const long target = std::max(1L, std::lround(m_segment));
    if (std::lround(seconds) > target && m_counts.segmentsOverTarget++ == 0) {
        spdlog::warn("{}: a segment of {:.2f} s is longer than the target duration of {} s: some players refuse the "
                     "stream. Send a key frame every {} s",
                     m_name, seconds, target, m_segment);
    }
}

void TrackHealth::startAnew() {
    m_offset.reset();
    m_sinceKeyFrame = 0;
}

std::vector<core::IngestWarning> TrackHealth::warnings(Clock::time_point now) const {
    std::vector<core::IngestWarning> warnings;
    if (m_sinceKeyFrame > kKeyFrameSegments * m_segment + kPartTolerance) {
        warnings.push_back(
            {"no-key-frame", fmt::format("no key frame for {:.1f} s: nobody can begin to watch. Send one "
                                         "every {} s",
                                         m_sinceKeyFrame, m_segment)});
    }
    if (m_lastLongPart && now - *m_lastLongPart < kLongPartIsTold) {
        warnings.push_back({"part-too-long", fmt::format("a chunk was longer than the part target of {:.5f} s: some "
                                                         "players refuse the stream. Send shorter chunks",
                                                         m_partTarget)});
    }
    return warnings;
}

} // namespace tally::server::live
