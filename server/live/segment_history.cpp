// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/segment_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tally::server::live {
namespace {

LiveSegment withoutParts(const LiveSegment& segment) {
    LiveSegment bare;
    static_cast<SegmentHead&>(bare) = segment;
    return bare;
}

} // namespace

const LiveSegment& SegmentHistory::Snapshot::operator[](std::size_t index) const {
    const std::size_t at = skip + index;
    const std::size_t block = at / kBlock;
    return block < old.size() ? (*old[block])[at % kBlock] : recent[at - old.size() * kBlock];
}

const LiveSegment& SegmentHistory::operator[](std::size_t index) const {
    const std::size_t at = m_skip + index;
    const std::size_t block = at / kBlock;
    return block < m_old.size() ? (*m_old[block])[at % kBlock] : m_recent[at - m_old.size() * kBlock];
}

const LiveSegment* SegmentHistory::find(std::uint64_t msn) const {
    const bool isThere = !empty() && msn >= front().msn && msn <= back().msn;
    return isThere ? &(*this)[msn - front().msn] : nullptr;
}

const LiveSegment* SegmentHistory::findServed(std::uint64_t msn) const {
    const auto gone =
        std::find_if(m_gone.begin(), m_gone.end(), [&](const LiveSegment& old) { return old.msn == msn; });
    return gone != m_gone.end() ? &*gone : find(msn);
}

void SegmentHistory::push(LiveSegment segment) {
    m_seconds += segment.seconds;
    m_recent.push_back(std::move(segment));
}

// What lies in a block was finished long ago: only a recent one is asked for.
LiveSegment SegmentHistory::popNewest() {
    LiveSegment newest = m_recent.empty() ? (*m_old.back())[kBlock - 1] : std::move(m_recent.back());
    if (m_recent.empty()) {
        const auto block = std::exchange(m_old.back(), nullptr);
        m_old.pop_back();
        const std::size_t first = m_old.empty() ? std::exchange(m_skip, 0) : 0;
        m_recent.assign(block->begin() + static_cast<std::ptrdiff_t>(first), block->end() - 1);
        m_forgotten = m_recent.size();
    } else {
        m_recent.pop_back();
        m_forgotten = std::min(m_forgotten, m_recent.size());
    }
    m_seconds -= newest.seconds;
    return newest;
}

void SegmentHistory::dropOldest() {
    m_seconds -= front().seconds;
    m_gone.push_back(front());
    if (m_gone.size() > kServedOn) {
        m_gone.pop_front();
    }
    if (!m_old.empty()) {
        if (++m_skip == kBlock) {
            m_old.pop_front();
            m_skip = 0;
        }
        return;
    }
    m_recent.pop_front();
    m_forgotten -= m_forgotten > 0 ? 1 : 0;
}

void SegmentHistory::clear() {
    *this = SegmentHistory();
}

void SegmentHistory::forgetMedia(std::size_t butSegments) {
    while (m_recent.size() - m_forgotten > butSegments) {
        LiveSegment& old = m_recent[m_forgotten++];
        old.parts = {};
        old.gap = old.gap || old.lost;
    }
    while (m_forgotten >= kBlock) {
        seal();
    }
}

void SegmentHistory::seal() {
    const auto end = m_recent.begin() + static_cast<std::ptrdiff_t>(kBlock);
    m_old.push_back(
        std::make_shared<const Block>(std::make_move_iterator(m_recent.begin()), std::make_move_iterator(end)));
    m_recent.erase(m_recent.begin(), end);
    m_forgotten -= kBlock;
}

void SegmentHistory::lose(std::uint64_t msn) {
    if (find(msn) == nullptr) {
        return;
    }
    const std::size_t at = m_skip + (msn - front().msn);
    if (at / kBlock < m_old.size()) { // a snapshot may have the block: it keeps the old one
        auto changed = std::make_shared<Block>(*m_old[at / kBlock]);
        (*changed)[at % kBlock].lost = (*changed)[at % kBlock].gap = true;
        m_old[at / kBlock] = std::move(changed);
        return;
    }
    const std::size_t index = at - m_old.size() * kBlock;
    m_recent[index].lost = true;
    m_recent[index].gap = m_recent[index].gap || index < m_forgotten;
}

SegmentHistory::Snapshot SegmentHistory::snapshot(std::size_t withParts) const {
    Snapshot taken{.old = {m_old.begin(), m_old.end()}, .skip = m_skip, .recent = {}};
    taken.recent.reserve(m_recent.size());
    for (std::size_t i = 0; i < m_recent.size(); ++i) {
        const bool isNear = m_recent.size() - i <= withParts;
        taken.recent.push_back(isNear ? m_recent[i] : withoutParts(m_recent[i]));
    }
    return taken;
}

} // namespace tally::server::live
