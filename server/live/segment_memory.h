// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "server/live/media_memory.h"
#include "server/net/file_slice.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace tally::server::live {

// The bytes of one segment in memory, part behind part, so that a slice over all is the whole segment. Each slice keeps
// it; when the last goes, the memory is free again. Grows under its event's lock; ends on any thread.
class SegmentMemory : public std::enable_shared_from_this<SegmentMemory> {
public:
    explicit SegmentMemory(std::shared_ptr<MediaMemory> memory)
        : m_memory(std::move(memory)), m_run(m_memory->take()) {}
    ~SegmentMemory() { m_memory->giveBack(m_run); }
    SegmentMemory(const SegmentMemory&) = delete;
    SegmentMemory& operator=(const SegmentMemory&) = delete;

    net::FileSlice append(core::ByteView media); // no slice: there is no room for it

private:
    const std::shared_ptr<MediaMemory> m_memory;
    const std::uint64_t m_run;
    std::size_t m_size = 0;
};

} // namespace tally::server::live
