// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"
#include "core/media/bytes.h"
#include "core/time/wall_time.h"
#include "server/live/live_segment.h"
#include "server/live/session_anchor.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tally::server::live {

// What a timeline tells as it happens, under its event's lock.
class TimelineSink {
public:
    virtual ~TimelineSink() = default;
    virtual void published(const LiveSegment& segment) = 0; // the last of its parts
};

// A track as its server left it: enough to go on in the same session as if nothing had been.
struct TimelineState {
    SessionAnchor anchor;
    core::InitSection init;
    std::uint32_t initNumber = 0;
    std::deque<LiveSegment> segments; // in order; the last may be open, and has its parts in memory
};

struct TimelineOptions {
    double partTargetSeconds = 0.21334;
    double segmentSeconds = 1;
};

// One track's chunks as parts and segments: decides where each begins (DESIGN §5). The msn of a segment is the
// session's base plus the grid line its first chunk lies on, so that renditions agree; lines that were skipped become
// gaps. Pure; used under its event's lock.
class TrackTimeline {
public:
    explicit TrackTimeline(TimelineOptions options, TimelineSink* sink = nullptr) : m_options(options), m_sink(sink) {}

    // Goes on behind what was published before: the next segment begins at anchor.baseMsn, gaps fill what is missing.
    void beginSession(const SessionAnchor& anchor, const core::InitSection& init, std::uint32_t initNumber);
    void restore(TimelineState state); // after a restart of the server; before any session

    // The chunk lies further ahead than any hole in a session: a fault of its publisher (HOSTILE H14). Do not add it.
    bool leapsAhead(const core::Chunk& chunk) const;

    // True when playlists changed. A chunk at or before the last decode time has no effect.
    bool add(const core::Chunk& chunk);

    const std::deque<LiveSegment>& finished() const { return m_finished; }
    const std::optional<LiveSegment>& open() const { return m_open; }
    bool hasWholeSegment() const;              // of this session
    void keep(std::size_t segments);           // the window: older ones go
    void keepFrom(std::uint64_t msn);          // older ones go
    void forgetMedia(std::size_t butSegments); // older finished ones stay in the playlist, without their bytes

    std::uint64_t nextMsn() const; // of the segment that is open or comes next
    std::optional<std::uint64_t> lastDecodeTime() const { return m_lastDecodeTime; }
    std::optional<core::WallTime> end() const { return m_end; } // programme date-time of the end of the last part
    const std::optional<core::InitSection>& init() const { return m_init; }
    std::uint64_t discontinuities() const { return m_discontinuities; }
    std::optional<double> framesPerSecond() const {
        return m_framesPerSecond;
    } // of the last chunk; unknown after restore

private:
    double secondsOf(std::uint64_t ticks) const;
    std::uint64_t gridLine(std::uint64_t decodeTime) const;
    bool beginsSegment(const core::Chunk& chunk) const;
    void beginSegment(const core::Chunk& chunk);
    void fillGapsTo(std::uint64_t msn, core::WallTime end);
    void finishOpen();
    bool reachedGridLine() const;
    void goOnAfter(const LiveSegment& last);
    void join(const core::Chunk& chunk);
    void publishPending();
    core::WallTime timeOf(std::uint64_t decodeTime) const;

    TimelineOptions m_options;
    TimelineSink* m_sink;
    std::optional<core::InitSection> m_init;
    std::uint32_t m_initNumber = 0;
    SessionAnchor m_anchor;
    bool m_startsAnew = false; // the next segment is the session's first
    std::deque<LiveSegment> m_finished;
    std::optional<LiveSegment> m_open;
    std::uint64_t m_openLine = 0; // grid line of the open segment
    core::Bytes m_pending;        // chunks that are not yet a whole part
    double m_pendingSeconds = 0;
    bool m_pendingIndependent = false;
    std::uint64_t m_pendingDecodeTime = 0; // of the last chunk
    bool m_isRegular = false;              // the last segment ended on its grid line: the next will too
    std::optional<std::uint64_t> m_lastDecodeTime;
    std::optional<core::WallTime> m_end;
    double m_endSeconds = 0; // media time of m_end
    std::uint64_t m_endDecodeTime = 0;
    std::optional<double> m_framesPerSecond;
    std::uint64_t m_discontinuities = 0;
    std::uint64_t m_nextMsn = 0;
};

} // namespace tally::server::live
