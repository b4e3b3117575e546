// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/live_segment.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

namespace tally::server::live {

// The finished segments of a track, one msn after the other. Those whose media left the memory lie in blocks that are
// shared with every snapshot: half a day of them is taken with some hundred pointers. Used under its event's lock;
// a snapshot is immutable and for any thread.
class SegmentHistory {
public:
    static constexpr std::size_t kBlock = 64;
    // A player may still ask for what has just left the playlist (rfc8216bis §6.2.2).
    static constexpr std::size_t kServedOn = 4;
    using Block = std::vector<LiveSegment>; // whole ones have kBlock segments

    // As the history was. Of the newest `withParts` segments with their parts, else without.
    struct Snapshot {
        std::vector<std::shared_ptr<const Block>> old;
        std::size_t skip = 0; // segments at the front of the first block that are no more
        std::vector<LiveSegment> recent;

        std::size_t size() const { return old.size() * kBlock - skip + recent.size(); }
        const LiveSegment& operator[](std::size_t index) const;
    };

    bool empty() const { return size() == 0; }
    std::size_t size() const { return m_old.size() * kBlock - m_skip + m_recent.size(); }
    const LiveSegment& operator[](std::size_t index) const;
    const LiveSegment& front() const { return (*this)[0]; }
    const LiveSegment& back() const { return (*this)[size() - 1]; }
    const LiveSegment* find(std::uint64_t msn) const;       // null: not there
    const LiveSegment* findServed(std::uint64_t msn) const; // also of the kServedOn that left it last
    double seconds() const { return m_seconds; }

    void push(LiveSegment segment);
    LiveSegment popNewest(); // not empty
    void dropOldest();       // not empty
    void clear();
    void forgetMedia(std::size_t butSegments); // of the older ones: they stay, without their parts
    void lose(std::uint64_t msn);              // its media is nowhere: a gap, once it left the memory

    Snapshot snapshot(std::size_t withParts) const;

private:
    void seal();

    std::deque<std::shared_ptr<const Block>> m_old;
    std::size_t m_skip = 0;           // of the first block
    std::deque<LiveSegment> m_recent; // the first m_forgotten of them without their parts
    std::size_t m_forgotten = 0;
    std::deque<LiveSegment> m_gone; // the newest of those that were dropped
    double m_seconds = 0;
};

} // namespace tally::server::live
