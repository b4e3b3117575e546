// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/media_bytes.h"
#include "server/live/segment_memory.h"

#include <cstdint>
#include <memory>

namespace tally::server::live {

// Moves what a track publishes from the heap into MediaMemory, segment after segment. Under its event's lock.
class TrackMemory {
public:
    explicit TrackMemory(std::shared_ptr<MediaMemory> memory) : m_memory(std::move(memory)) {} // null: all stays

    // The next part of segment `msn`. Where there is no room, it stays as it is.
    void move(std::uint64_t msn, MediaBytes& part);

private:
    const std::shared_ptr<MediaMemory> m_memory;
    std::shared_ptr<SegmentMemory> m_segment; // the newest
    std::uint64_t m_msn = 0;                  // its
};

} // namespace tally::server::live
