// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/disk_threads.h"
#include "server/live/event_stores.h"
#include "server/live/track_store.h"
#include "server/live/track_timeline.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace tally::server::live {

// Puts what a track publishes on disk, without ever waiting for it. When the disk is full the oldest of all the
// event's tracks goes first; when there is no room at all the show goes on from memory, and the log says so once. Under
// its event's lock.
class TrackRecorder {
public:
    // `name` is for the log.
    TrackRecorder(std::string name, std::shared_ptr<TrackStore> store, std::shared_ptr<EventStores> stores,
                  DiskThreads& disk);

    void beginSession(const SessionAnchor& anchor, std::uint32_t initNumber, core::SharedBytes init);
    void published(const LiveSegment& segment); // the last of its parts, while that is on the heap
    void keepFrom(std::uint64_t msn);           // what lies before it leaves the disk, some time
    void keepOnlyFrom(std::uint64_t msn);       // now
    bool isRemoving() const { return *m_removing > 0; }

    const std::shared_ptr<TrackStore>& store() const { return m_store; }

private:
    struct Alarm { // the writer's thread
        std::string name;
        bool raised = false;
        void raise(const core::Error& error);
        void clear();
    };
    // Runs `work` on the writer's thread, and again after each minute it makes room with. False: no room.
    static bool persist(EventStores& stores, Alarm& alarm, const std::function<core::Status()>& work);

    std::shared_ptr<TrackStore> m_store;
    std::shared_ptr<EventStores> m_stores;
    DiskThreads& m_disk;
    std::shared_ptr<Alarm> m_alarm;
    std::uint64_t m_keptFrom = 0;
    std::shared_ptr<std::atomic<int>> m_removing = std::make_shared<std::atomic<int>>(0); // jobs that are not done
};

} // namespace tally::server::live
