// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_memory.h"

namespace tally::server::live {

void TrackMemory::move(std::uint64_t msn, MediaBytes& part) {
    if (!m_memory) {
        return;
    }
    if (!m_segment || m_msn != msn) {
        m_segment = std::make_shared<SegmentMemory>(m_memory);
        m_msn = msn;
    }
    if (net::FileSlice slice = m_segment->append(*part.heap)) {
        part = std::move(slice);
    }
}

} // namespace tally::server::live
