// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_timeline.h"

#include <algorithm>
#include <cmath>

namespace tally::server::live {
namespace {

constexpr std::uint64_t kMostGaps = 300;      // more than that is no hole: the playlist begins anew behind it
constexpr double kLongestSegmentSeconds = 30; // HOSTILE H20: without a key frame a segment would grow for ever
constexpr double kTickTolerance = 0.002;      // rounding of time scales and of AAC frames against the grid

core::WallTime plus(core::WallTime time, double seconds) {
    return time + std::chrono::milliseconds(std::llround(seconds * 1000));
}

} // namespace

void TrackTimeline::beginSession(const SessionAnchor& anchor, const core::InitSection& init, std::uint32_t initNumber) {
    finishOpen();
    m_anchor = anchor;
    m_init = init;
    m_initNumber = initNumber;
    m_startsAnew = true;
    m_lastDecodeTime.reset();
}

void TrackTimeline::resume(std::uint64_t nextMsn, std::uint64_t discontinuities) {
    m_nextMsn = nextMsn;
    m_discontinuities = discontinuities;
}

double TrackTimeline::secondsOf(std::uint64_t ticks) const {
    return static_cast<double>(ticks) / static_cast<double>(m_init->format.timescale);
}

std::uint64_t TrackTimeline::gridLine(std::uint64_t decodeTime) const {
    return static_cast<std::uint64_t>((secondsOf(decodeTime) + kTickTolerance) / m_options.segmentSeconds);
}

core::WallTime TrackTimeline::timeOf(std::uint64_t decodeTime) const {
    return plus(m_anchor.zero, secondsOf(decodeTime));
}

bool TrackTimeline::beginsSegment(const core::Chunk& chunk) const {
    if (m_startsAnew || !m_open) {
        return true;
    }
    const bool mayStart = chunk.startsWithSync || m_init->format.kind == core::MediaKind::audio;
    return mayStart && gridLine(chunk.decodeTime) > m_openLine;
}

bool TrackTimeline::leapsAhead(const core::Chunk& chunk) const {
    const double farthest = m_endSeconds + static_cast<double>(kMostGaps) * m_options.segmentSeconds;
    return m_init && m_lastDecodeTime && secondsOf(chunk.decodeTime) > farthest;
}

bool TrackTimeline::add(const core::Chunk& chunk) {
    if (!m_init || (m_lastDecodeTime && chunk.decodeTime <= *m_lastDecodeTime)) {
        return false;
    }
    if (m_startsAnew && gridLine(chunk.decodeTime) < m_anchor.gridOrigin) {
        return false; // the session began behind it: its msn are counted from there, on all tracks alike
    }
    if (!m_open && m_init->format.kind == core::MediaKind::video && !chunk.startsWithSync) {
        return false; // nothing can be decoded before the first key frame
    }
    if (m_open && m_open->seconds > kLongestSegmentSeconds && !beginsSegment(chunk)) {
        finishOpen(); // the next one begins with the next key frame
        return true;
    }
    const std::uint64_t partsBefore = m_open ? m_open->parts.size() : 0;
    const bool begins = beginsSegment(chunk);
    if (begins) {
        beginSegment(chunk);
    }
    join(chunk);
    m_lastDecodeTime = chunk.decodeTime;
    const bool changed = begins || m_open->parts.size() != partsBefore;
    if (reachedGridLine()) { // known now, not only with the next chunk: its EXTINF goes out with the last part
        finishOpen();
        return true;
    }
    return changed;
}

// A publisher whose key frames lie on the grid ends each segment there. One with longer groups of pictures shows that
// in its first segment.
bool TrackTimeline::reachedGridLine() const {
    const bool isDue = m_pending.empty() &&
                       m_endSeconds + kTickTolerance >= static_cast<double>(m_openLine + 1) * m_options.segmentSeconds;
    return isDue && (m_isRegular || m_init->format.kind == core::MediaKind::audio);
}

void TrackTimeline::beginSegment(const core::Chunk& chunk) {
    const bool hole = m_end && !m_startsAnew && timeOf(chunk.decodeTime) > plus(*m_end, m_options.segmentSeconds / 2);
    finishOpen();
    const std::uint64_t line = gridLine(chunk.decodeTime);
    const std::uint64_t ofGrid = m_anchor.baseMsn + (line - m_anchor.gridOrigin);
    if (m_startsAnew || hole) { // else a publisher with longer groups of pictures would leave gaps that are none
        fillGapsTo(ofGrid, timeOf(chunk.decodeTime));
    }
    LiveSegment segment;
    segment.msn = m_nextMsn;
    segment.discontinuity = m_startsAnew && m_anchor.discontinuity;
    m_discontinuities += segment.discontinuity ? 1 : 0;
    segment.discontinuities = m_discontinuities;
    segment.init = m_initNumber;
    segment.programDateTime = timeOf(chunk.decodeTime);
    m_open = std::move(segment);
    m_isRegular = !m_startsAnew && line == m_openLine + 1;
    m_openLine = line;
    m_startsAnew = false;
}

void TrackTimeline::fillGapsTo(std::uint64_t msn, core::WallTime end) {
    if (msn > m_nextMsn && msn - m_nextMsn > kMostGaps) {
        m_finished.clear();
    }
    if (m_finished.empty()) { // a track that is new: nothing before it is missed
        m_nextMsn = std::max(m_nextMsn, msn);
    }
    while (m_nextMsn < msn) {
        LiveSegment gap;
        gap.msn = m_nextMsn++;
        gap.gap = true;
        gap.discontinuities = m_discontinuities;
        gap.init = m_finished.back().init;
        gap.seconds = m_options.segmentSeconds;
        gap.programDateTime = plus(end, -static_cast<double>(msn - gap.msn) * m_options.segmentSeconds);
        m_finished.push_back(std::move(gap));
    }
}

void TrackTimeline::finishOpen() {
    publishPending();
    if (m_open && !m_open->parts.empty()) {
        m_nextMsn = m_open->msn + 1;
        m_finished.push_back(std::move(*m_open));
    }
    m_open.reset();
}

void TrackTimeline::join(const core::Chunk& chunk) {
    const double seconds = secondsOf(chunk.duration);
    if (m_pendingSeconds > 0 && m_pendingSeconds + seconds > m_options.partTargetSeconds) {
        publishPending();
    }
    if (m_pending.empty()) {
        m_pendingIndependent = chunk.startsWithSync;
    }
    m_pending.insert(m_pending.end(), chunk.bytes.begin(), chunk.bytes.end());
    m_pendingSeconds += seconds;
    m_endSeconds = secondsOf(chunk.decodeTime + chunk.duration);
    m_end = timeOf(chunk.decodeTime + chunk.duration);
    if (m_pendingSeconds >= 0.85 * m_options.partTargetSeconds) { // rfc8216bis §4.4.3.7: as long as a part must be
        publishPending();
    }
}

void TrackTimeline::publishPending() {
    if (m_pending.empty() || !m_open) {
        return;
    }
    m_open->seconds += m_pendingSeconds;
    m_open->bytes += m_pending.size();
    m_open->parts.push_back(
        {m_pendingSeconds, m_pendingIndependent, std::make_shared<const core::Bytes>(std::exchange(m_pending, {}))});
    m_pendingSeconds = 0;
}

void TrackTimeline::keep(std::size_t segments) {
    while (m_finished.size() > segments) {
        m_finished.pop_front();
    }
}

std::uint64_t TrackTimeline::nextMsn() const {
    return m_open ? m_open->msn : m_nextMsn;
}

} // namespace tally::server::live
