// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/engine/part_spool.h"
#include "gst/switcher.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tally::app {

struct RetentionLimits {
    std::uint64_t memoryBytes = 0;
    std::uint64_t spoolBytes = 0;
    std::filesystem::path spoolFolder; // empty: no spool
    std::size_t acknowledgedParts = 0;
};

// The parts of one track that a server may still need: all that it has not acknowledged, and the last few it has, since
// a server that is killed loses the segment it was writing. What is beyond the memory limit waits on disk; what is
// beyond that is lost, oldest whole segments first, and counted. What a request carries is never lost here. One thread.
class RetainedParts {
public:
    RetainedParts(const std::string& track, RetentionLimits limits);

    void add(gst::EncodedPart part);
    // What is to be sent next, oldest first: at most `maximumBytes`, but at least one part while any is waiting. It is
    // under way until acknowledged() or resumeAfter().
    std::vector<core::SharedBytes> take(std::size_t maximumBytes);
    void acknowledged();
    // The server's last decode time: all after it is waiting again. Absent: all there is.
    void resumeAfter(std::optional<std::uint64_t> decodeTime);

    bool isWaiting() const { return waitingParts() > 0; }
    std::uint64_t waitingParts() const { return m_parts.size() - m_acknowledged; } // under way included
    std::uint64_t waitingBytes() const;
    std::uint64_t droppedParts() const { return m_dropped; }
    const std::string& dropReason() const { return m_dropReason; } // of the last, for people
    std::uint64_t memoryBytes() const { return m_memoryBytes; }
    std::uint64_t spoolBytes() const { return m_spool.bytes(); }

private:
    struct Held {
        std::uint64_t decodeTime = 0;
        bool startsWithSync = false;
        std::uint64_t size = 0;
        core::SharedBytes bytes;               // or
        std::optional<PartSpool::Place> place; // on disk
    };
    using Iterator = std::deque<Held>::iterator;

    core::SharedBytes bytesOf(const Held& held) const;
    Iterator firstIdle();      // neither acknowledged nor under way
    Iterator oldestInMemory(); // and not under way; the end: none
    void keepLimits();
    bool freeMemory(); // false: all there is belongs to a request
    void loseSegment(const Iterator& first, const std::string& reason);
    void erase(const Iterator& first, const Iterator& last);

    RetentionLimits m_limits;
    PartSpool m_spool;
    std::deque<Held> m_parts; // acknowledged, then under way, then idle
    std::size_t m_acknowledged = 0;
    std::size_t m_underWay = 0;
    std::uint64_t m_memoryBytes = 0;
    std::uint64_t m_dropped = 0;
    std::string m_dropReason;
};

} // namespace tally::app
