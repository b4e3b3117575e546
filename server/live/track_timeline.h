// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"
#include "core/media/bytes.h"
#include "core/time/wall_time.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tally::server::live {

struct PublishedPart {
    double seconds = 0;
    bool independent = false;
    core::SharedBytes bytes;
};

// A segment as it was published. An open one grows part by part.
struct LiveSegment {
    std::uint64_t msn = 0;
    std::uint64_t discontinuities = 0; // EXT-X-DISCONTINUITY so far, this segment's own included
    bool discontinuity = false;        // one stands before this segment
    bool gap = false;                  // nothing was received: EXT-X-GAP
    std::uint32_t init = 0;            // init-{n}.mp4
    core::WallTime programDateTime{};
    double seconds = 0;
    std::uint64_t bytes = 0;
    std::vector<PublishedPart> parts;
};

// What one publisher's start has in common for all tracks of an event.
struct SessionAnchor {
    std::string session;          // Tally-Session, or a name of ours
    std::uint64_t baseMsn = 0;    // of grid line `gridOrigin`
    std::uint64_t gridOrigin = 0; // index of the segment grid at the session's first chunk
    core::WallTime zero{};        // programme date-time of media time 0
    bool discontinuity = false;   // the first segment of each track begins with one
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
    explicit TrackTimeline(TimelineOptions options) : m_options(options) {}

    // Goes on behind what was published before: the next segment begins at anchor.baseMsn, gaps fill what is missing.
    void beginSession(const SessionAnchor& anchor, const core::InitSection& init, std::uint32_t initNumber);
    void resume(std::uint64_t nextMsn, std::uint64_t discontinuities); // after a restart; before any session

    // The chunk lies further ahead than any hole in a session: a fault of its publisher (HOSTILE H14). Do not add it.
    bool leapsAhead(const core::Chunk& chunk) const;

    // True when playlists changed. A chunk at or before the last decode time has no effect.
    bool add(const core::Chunk& chunk);

    const std::deque<LiveSegment>& finished() const { return m_finished; }
    const std::optional<LiveSegment>& open() const { return m_open; }
    void keep(std::size_t segments); // the window: older ones go

    std::uint64_t nextMsn() const; // of the segment that is open or comes next
    std::optional<std::uint64_t> lastDecodeTime() const { return m_lastDecodeTime; }
    std::optional<core::WallTime> end() const { return m_end; } // programme date-time of the end of the last part
    const std::optional<core::InitSection>& init() const { return m_init; }
    std::uint64_t discontinuities() const { return m_discontinuities; }

private:
    double secondsOf(std::uint64_t ticks) const;
    std::uint64_t gridLine(std::uint64_t decodeTime) const;
    bool beginsSegment(const core::Chunk& chunk) const;
    void beginSegment(const core::Chunk& chunk);
    void fillGapsTo(std::uint64_t msn, core::WallTime end);
    void finishOpen();
    bool reachedGridLine() const;
    void join(const core::Chunk& chunk);
    void publishPending();
    core::WallTime timeOf(std::uint64_t decodeTime) const;

    TimelineOptions m_options;
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
    bool m_isRegular = false; // the last segment ended on its grid line: the next will too
    std::optional<std::uint64_t> m_lastDecodeTime;
    std::optional<core::WallTime> m_end;
    double m_endSeconds = 0; // media time of m_end
    std::uint64_t m_discontinuities = 0;
    std::uint64_t m_nextMsn = 0;
};

} // namespace tally::server::live
