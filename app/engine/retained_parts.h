// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/switcher.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace tally::app {

// The parts of one track that a server may still need: all that it has not acknowledged, and the last few it has, since
// a server that is killed loses the segment it was writing. Bounded: beyond it the oldest whole segments go. One
// thread.
class RetainedParts {
public:
    RetainedParts(std::uint64_t maximumBytes, std::size_t acknowledgedParts);

    void add(gst::EncodedPart part);
    // What is to be sent next, oldest first; at most `maximumBytes` of it, at least one part.
    std::vector<core::SharedBytes> waiting(std::size_t maximumBytes);
    void acknowledged();                                 // what the last waiting() returned
    void resumeAfter(std::optional<std::uint64_t> time); // the server's last decode time: the rest is waiting again

    bool isWaiting() const { return m_next < m_parts.size(); }
    std::uint64_t waitingParts() const { return m_parts.size() - m_next; }
    std::uint64_t waitingBytes() const;
    std::uint64_t droppedParts() const { return m_dropped; }

private:
    void trim();

    std::uint64_t m_maximumBytes;
    std::size_t m_keepAcknowledged;
    std::deque<gst::EncodedPart> m_parts;
    std::uint64_t m_bytes = 0;
    std::size_t m_next = 0;     // first part that is not acknowledged
    std::size_t m_underWay = 0; // parts from m_next on that a request carries
    std::uint64_t m_dropped = 0;
};

} // namespace tally::app
