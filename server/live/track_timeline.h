// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"
#include "core/media/bytes.h"
#include "core/playlist/decimal.h"
#include "core/time/wall_time.h"
#include "server/live/segment_history.h"
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
    // The last of its parts, whose bytes are on the heap. The sink may put them elsewhere.
    virtual void published(LiveSegment& segment) = 0;
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
    // In the same session: what comes from the anchor's last break on is of another init section, or behind a pause.
    void breakAt(const SessionAnchor& anchor, const core::InitSection& init, std::uint32_t initNumber);
    // The same session, which breaks in a segment that did not begin yet: another track's init changed.
    void follow(const SessionAnchor& anchor) { m_anchor = anchor; }
    void restore(TimelineState state); // after a restart of the server; before any session
    void finish() { finishOpen(); }    // the end of the event: what is open is whole

    // The chunk lies further ahead than any hole in a session: a fault of its publisher (HOSTILE H14). Do not add it.
    bool leapsAhead(const core::Chunk& chunk) const;

    // It does not follow the one before it.
    bool leavesHole(const core::Chunk& chunk) const;

    // True when playlists changed. A chunk at or before the last decode time has no effect.
    bool add(const core::Chunk& chunk);

    const SegmentHistory& finished() const { return m_finished; }
    const std::optional<LiveSegment>& open() const { return m_open; }
    bool hasWholeSegment() const;       // of this session
    void keep(core::Seconds window);    // older ones go: of so much media, in no more segments than that should be
    void keepFrom(std::uint64_t msn);   // older ones go
    void keepFrom(core::WallTime time); // what ended by then goes
    void forgetMedia(std::size_t butSegments) { m_finished.forgetMedia(butSegments); }
    void lose(std::uint64_t msn) { m_finished.lose(msn); }

    std::uint64_t nextMsn() const;                       // of the segment that is open or comes next
    std::uint64_t untouchedMsn() const;                  // the first that no playlist listed anything of
    std::uint64_t msnOf(std::uint64_t decodeTime) const; // by the session's grid
    std::uint32_t initNumber() const { return m_initNumber; }
    std::optional<std::uint64_t> lastDecodeTime() const { return m_lastDecodeTime; }
    std::uint64_t endDecodeTime() const { return m_endDecodeTime; } // of the last chunk, where it ends
    std::optional<core::WallTime> end() const { return m_end; }     // programme date-time of the end of the last part
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
    void goOnAfter(); // the last segment that was restored
    void countDiscontinuities(LiveSegment& segment);
    void join(const core::Chunk& chunk);
    void publishPending();
    core::WallTime timeOf(std::uint64_t decodeTime) const;

    TimelineOptions m_options;
    TimelineSink* m_sink;
    std::optional<core::InitSection> m_init;
    std::uint32_t m_initNumber = 0;
    SessionAnchor m_anchor;
    bool m_startsAnew = false;    // the next segment is the first of the session, or of an init section
    std::uint64_t m_startMsn = 0; // it is not before this one
    SegmentHistory m_finished;
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
