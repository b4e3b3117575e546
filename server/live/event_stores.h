// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <vector>

namespace tally::server::live {

class TrackStore;

// What all tracks of one event have on disk. add() and bytes(): any thread; dropOldest(): the writer's.
class EventStores {
public:
    void add(std::shared_ptr<TrackStore> store);
    std::uint64_t bytes() const;

    // The oldest minute of every track alike, so that they keep a common begin. False: what is left is on air now.
    bool dropOldest();

private:
    std::vector<std::shared_ptr<TrackStore>> all() const;

    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<TrackStore>> m_stores;
};

} // namespace tally::server::live
