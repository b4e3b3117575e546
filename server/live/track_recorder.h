// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/disk_threads.h"
#include "server/live/track_store.h"
#include "server/live/track_timeline.h"

#include <functional>
#include <memory>
#include <string>

namespace tally::server::live {

// Puts what a track publishes on disk, without ever waiting for it. When the disk is full the oldest of this track
// goes first; when there is no room at all the show goes on from memory, and the log says so once. Under its event's
// lock.
class TrackRecorder : public TimelineSink {
public:
    // `name` is for the log.
    TrackRecorder(std::string name, std::shared_ptr<TrackStore> store, DiskThreads& disk);

    void beginSession(const SessionAnchor& anchor, std::uint32_t initNumber, core::SharedBytes init);
    void published(const LiveSegment& segment) override;
    void keepFrom(std::uint64_t msn);

    const std::shared_ptr<TrackStore>& store() const { return m_store; }

private:
    struct Alarm { // the writer's thread
        std::string name;
        bool raised = false;
        void raise(const core::Error& error);
        void clear();
    };
    // Runs `work` on the writer's thread, and again after each volume it makes room with. False: no room.
    static bool persist(TrackStore& store, Alarm& alarm, const std::function<core::Status()>& work);

    std::shared_ptr<TrackStore> m_store;
    DiskThreads& m_disk;
    std::shared_ptr<Alarm> m_alarm;
    std::uint64_t m_keptFrom = 0;
};

} // namespace tally::server::live
