// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/early_chunks.h"

namespace tally::server::live {

void EarlyChunks::hold(core::Chunk chunk, Clock::time_point now) {
    m_since = m_chunks.empty() ? now : m_since;
    const std::uint64_t decodeTime = chunk.decodeTime;
    m_chunks.try_emplace(decodeTime, std::move(chunk));
}

std::vector<core::Chunk> EarlyChunks::take(std::uint64_t end, Clock::time_point now) {
    const bool isOver = now - m_since >= kPatience || m_chunks.size() > kMost;
    std::vector<core::Chunk> taken;
    while (!m_chunks.empty() && (isOver || m_chunks.begin()->first <= end)) {
        const core::Chunk& next = taken.emplace_back(std::move(m_chunks.begin()->second));
        end = next.decodeTime + next.duration;
        m_chunks.erase(m_chunks.begin());
    }
    return taken;
}

} // namespace tally::server::live
