// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/segment_memory.h"

namespace tally::server::live {

net::FileSlice SegmentMemory::append(core::ByteView media) {
    const std::uint64_t offset = m_run.offset + m_size;
    if (media.size() > MediaMemory::kRunBytes - m_size || !m_memory->write(offset, media)) {
        return {};
    }
    const char* const mapped = m_run.mapped != nullptr ? m_run.mapped + m_size : nullptr;
    m_size += media.size();
    return {.owner = shared_from_this(),
            .file = m_memory->file(),
            .offset = offset,
            .size = media.size(),
            .mapped = mapped};
}

} // namespace tally::server::live
