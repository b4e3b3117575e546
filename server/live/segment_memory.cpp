// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/segment_memory.h"

namespace tally::server::live {

net::FileSlice SegmentMemory::append(core::ByteView media) {
    const std::uint64_t offset = m_run + m_size;
    if (media.size() > MediaMemory::kRun - m_size || !m_memory->write(offset, media)) {
        return {};
    }
    m_size += media.size();
    return {.owner = shared_from_this(), .file = m_memory->file(), .offset = offset, .size = media.size()};
}

} // namespace tally::server::live
