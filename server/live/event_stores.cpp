// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/event_stores.h"

#include "server/live/track_store.h"

#include <algorithm>
#include <numeric>

namespace tally::server::live {

void EventStores::add(std::shared_ptr<TrackStore> store) {
    const std::lock_guard lock(m_mutex);
    m_stores.push_back(std::move(store));
}

std::vector<std::shared_ptr<TrackStore>> EventStores::all() const {
    const std::lock_guard lock(m_mutex);
    return m_stores;
}

std::uint64_t EventStores::bytes() const {
    const auto stores = all();
    return std::accumulate(stores.begin(), stores.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& store) { return sum + store->bytes(); });
}

bool EventStores::dropOldest() {
    const auto stores = all();
    std::optional<std::uint64_t> oldest;
    for (const auto& store : stores) {
        const auto minute = store->oldestMinute();
        oldest = minute && (!oldest || *minute < *oldest) ? minute : oldest;
    }
    for (const auto& store : stores) {
        if (oldest) {
            store->dropMinutes(*oldest);
        }
    }
    return oldest.has_value();
}

} // namespace tally::server::live
