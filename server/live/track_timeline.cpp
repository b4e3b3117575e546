// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_timeline.h"

#include <algorithm>
#include <cmath>

namespace tally::server::live {
namespace {

constexpr double kLongestSegmentSeconds = 30; // HOSTILE H20: without a key frame a segment would grow for ever
constexpr double kTickTolerance = 0.002;      // rounding of time scales and of AAC frames against the grid

core::WallTime plus(core::WallTime time, double seconds) {
    return time + std::chrono::milliseconds(std::llround(seconds * 1000));
}

} // namespace

LiveSegment gapAfter(const LiveSegment& last, std::uint64_t untilMsn, core::WallTime end, double segmentSeconds) {
    LiveSegment gap;
    gap.msn = last.msn + 1;
    gap.gap = true;
    gap.discontinuities = last.discontinuities;
    gap.init = last.init;
    gap.seconds = segmentSeconds;
    // An encoder that is back sooner than the gap is long: dates still follow the segments' order.
    gap.programDateTime = std::max(plus(end, -static_cast<double>(untilMsn - gap.msn) * segmentSeconds),
                                   plus(last.programDateTime, last.seconds));
    return gap;
}

void TrackTimeline::beginSession(const SessionAnchor& anchor, const core::InitSection& init, std::uint32_t initNumber) {
    finishOpen();
    m_anchor = anchor;
    m_init = init;
    m_initNumber = initNumber;
    m_startsAnew = true;
    m_startMsn = 0;
    m_lastDecodeTime.reset();
}

void TrackTimeline::breakAt(const SessionAnchor& anchor, const core::InitSection& init, std::uint32_t initNumber) {
    finishOpen();
    m_anchor = anchor;
    m_init = init;
    m_initNumber = initNumber;
    m_startsAnew = true;
    m_startMsn = anchor.breaks.back();
}

// What was cut off by the end of the server is complete up to its last part: the session goes on behind that.
void TrackTimeline::restore(TimelineState state) {
    m_anchor = std::move(state.anchor);
    m_init = std::move(state.init);
    m_initNumber = state.initNumber;
    for (LiveSegment& segment : state.segments) {
        m_finished.push(std::move(segment));
    }
    m_startsAnew = m_finished.empty() || m_finished.back().init != m_initNumber;
    if (m_finished.empty()) {
        m_nextMsn = m_anchor.baseMsn;
        return;
    }
    m_nextMsn = m_finished.back().msn + 1;
    m_discontinuities = m_finished.back().discontinuities;
    m_startMsn = m_startsAnew && !m_anchor.breaks.empty() ? m_anchor.breaks.back() : 0;
    if (!m_startsAnew) {
        goOnAfter();
    }
}

void TrackTimeline::goOnAfter() {
    const LiveSegment& last = m_finished.back();
    if (last.parts.empty()) {
        return;
    }
    m_lastDecodeTime = last.parts.back().lastDecodeTime;
    m_endDecodeTime = last.parts.back().endDecodeTime;
    m_endSeconds = secondsOf(m_endDecodeTime);
    m_end = timeOf(m_endDecodeTime);
    m_openLine = gridLine(last.decodeTime);
    const LiveSegment* before = m_finished.size() > 1 ? &m_finished[m_finished.size() - 2] : nullptr;
    m_isRegular = before != nullptr && !before->gap && before->init == last.init &&
                  gridLine(before->decodeTime) + 1 == m_openLine;
    m_nextMsn = last.msn;
    m_open = m_finished.popNewest();
    if (reachedGridLine()) {
        finishOpen();
    }
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

bool TrackTimeline::leavesHole(const core::Chunk& chunk) const {
    return m_lastDecodeTime && chunk.decodeTime > m_endDecodeTime + chunk.duration / 2;
}

bool TrackTimeline::add(const core::Chunk& chunk) {
    if (!m_init || (m_lastDecodeTime && chunk.decodeTime <= *m_lastDecodeTime)) {
        return false;
    }
    const bool isBehindOrigin = gridLine(chunk.decodeTime) >= m_anchor.gridOrigin;
    if (m_startsAnew && (!isBehindOrigin || msnOf(chunk.decodeTime) < m_startMsn)) {
        return false; // the session, or what is new in it, begins later, and on all tracks alike
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
    m_framesPerSecond = chunk.duration > 0 ? std::optional(chunk.samples / secondsOf(chunk.duration)) : std::nullopt;
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
    if (m_startsAnew || hole) { // else a publisher with longer groups of pictures would leave gaps that are none
        fillGapsTo(msnOf(chunk.decodeTime), timeOf(chunk.decodeTime));
    }
    LiveSegment segment;
    segment.msn = m_nextMsn;
    countDiscontinuities(segment);
    segment.init = m_initNumber;
    segment.decodeTime = chunk.decodeTime;
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
        LiveSegment gap = gapAfter(m_finished.back(), msn, end, m_options.segmentSeconds);
        if (gap.msn >= m_anchor.baseMsn) {
            countDiscontinuities(gap);
        }
        m_finished.push(std::move(gap));
        ++m_nextMsn;
    }
}

// The first that this track has of a session begins with the newest discontinuity, whatever it missed before.
void TrackTimeline::countDiscontinuities(LiveSegment& segment) {
    const std::uint64_t count = m_anchor.discontinuitiesAt(segment.msn);
    segment.discontinuity = count > m_discontinuities;
    segment.discontinuities = m_discontinuities = count;
}

void TrackTimeline::finishOpen() {
    publishPending();
    if (m_open && !m_open->parts.empty()) {
        m_nextMsn = m_open->msn + 1;
        m_finished.push(std::move(*m_open));
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
    m_pendingDecodeTime = chunk.decodeTime;
    m_endDecodeTime = chunk.decodeTime + chunk.duration;
    m_endSeconds = secondsOf(m_endDecodeTime);
    m_end = timeOf(m_endDecodeTime);
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
    m_open->parts.push_back({.seconds = std::exchange(m_pendingSeconds, 0),
                             .independent = m_pendingIndependent,
                             .bytes = std::make_shared<const core::Bytes>(std::exchange(m_pending, {})),
                             .lastDecodeTime = m_pendingDecodeTime,
                             .endDecodeTime = m_endDecodeTime});
    if (m_sink != nullptr) {
        m_sink->published(*m_open);
    }
}

bool TrackTimeline::hasWholeSegment() const {
    return !m_finished.empty() && m_finished.back().init == m_initNumber && !m_finished.back().gap;
}

void TrackTimeline::keep(core::Seconds window) {
    // HOSTILE H28: an encoder that flaps makes many short ones.
    const auto most = static_cast<std::size_t>(std::ceil(window.count() / m_options.segmentSeconds));
    const auto isTooMuch = [&] {
        return m_finished.size() > most ||
               m_finished.seconds() - m_finished.front().seconds >= window.count() - kTickTolerance;
    };
    while (!m_finished.empty() && isTooMuch()) {
        m_finished.dropOldest();
    }
}

void TrackTimeline::keepFrom(std::uint64_t msn) {
    while (!m_finished.empty() && m_finished.front().msn < msn) {
        m_finished.dropOldest();
    }
}

void TrackTimeline::keepFrom(core::WallTime time) {
    while (!m_finished.empty() && plus(m_finished.front().programDateTime, m_finished.front().seconds) <= time) {
        m_finished.dropOldest();
    }
}

std::uint64_t TrackTimeline::msnOf(std::uint64_t decodeTime) const {
    const std::uint64_t line = std::max(gridLine(decodeTime), m_anchor.gridOrigin);
    return m_anchor.baseMsn + (line - m_anchor.gridOrigin);
}

std::uint64_t TrackTimeline::untouchedMsn() const {
    return m_open ? m_open->msn + 1 : m_nextMsn;
}

std::uint64_t TrackTimeline::nextMsn() const {
    return m_open ? m_open->msn : m_nextMsn;
}

} // namespace tally::server::live
