// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/disk_threads.h"
#include "server/live/event_stream.h"
#include "server/live/interfaces.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

namespace tally::server::live {

struct LiveOptions {
    std::filesystem::path folder;      // the windows of all events
    std::chrono::seconds window{7200}; // how far back a viewer can go, where an event says nothing else
    std::uint64_t quotaBytes = 0;      // of an event on disk, likewise; 0: none
};

// The events that are open and their live state. Any thread.
class LiveService : public LiveEvents {
public:
    explicit LiveService(LiveOptions options);

    std::shared_ptr<EventStream> find(std::string_view event) const; // null: there is no such event
    std::map<std::string, EventCounts> counts() const;               // by event
    DiskThreads& disk() { return m_disk; }

    core::Status open(const EventSettings& settings) override;
    std::optional<core::WallTime> liveEdge(std::string_view event) const override;
    bool onAir(std::string_view event) const override;
    void setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) override;

private:
    LiveOptions m_options;
    const std::shared_ptr<MediaMemory> m_memory; // null: the system gave none
    mutable std::shared_mutex m_mutex;           // guards m_events
    std::map<std::string, std::shared_ptr<EventStream>, std::less<>> m_events;
    DiskThreads m_disk; // last: its jobs end before the events do
};

} // namespace tally::server::live
