// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/reader.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

namespace tally::server::live {

// Chunks that came before the one in front of them: of two encoders that send the same, one is ahead on its own way
// through the network, and what it lacks at its begin the other still brings. Used under its event's lock.
class EarlyChunks {
public:
    using Clock = std::chrono::steady_clock;

    void hold(core::Chunk chunk, Clock::time_point now);

    // Those that may go in now, in order: what follows `end` without a hole, and all when the oldest has waited for
    // kPatience, or too many wait: what is missing does not come.
    std::vector<core::Chunk> take(std::uint64_t end, Clock::time_point now);
    void clear() { m_chunks.clear(); }
    bool empty() const { return m_chunks.empty(); }

private:
    static constexpr std::chrono::milliseconds kPatience{400};
    static constexpr std::size_t kMost = 16;

    std::map<std::uint64_t, core::Chunk> m_chunks; // by decode time
    Clock::time_point m_since{};                   // when the first of them came
};

} // namespace tally::server::live
