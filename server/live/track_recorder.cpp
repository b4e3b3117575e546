// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/track_recorder.h"

#include <spdlog/spdlog.h>

namespace tally::server::live {
namespace {

constexpr std::uint64_t kKeepEvery = 30; // segments: a volume goes all at once, so there is no hurry

} // namespace

TrackRecorder::TrackRecorder(std::string name, std::shared_ptr<TrackStore> store, std::shared_ptr<EventStores> stores,
                             DiskThreads& disk)
    : m_store(std::move(store)),
      m_stores(std::move(stores)),
      m_disk(disk),
      m_alarm(std::make_shared<Alarm>(std::move(name))) {}

void TrackRecorder::Alarm::raise(const core::Error& error) {
    if (!raised.exchange(true)) {
        const bool isFull = error.code == core::ErrorCode::tooLarge;
        spdlog::error(
            "{}: the window cannot be written ({}). The show goes on from memory, with a rewind of seconds: {}", name,
            error.detail, isFull ? "make room on the disk" : "look after the disk");
    }
}

void TrackRecorder::Alarm::clear() {
    if (raised.exchange(false)) {
        spdlog::info("{}: the window is written again", name);
    }
}

bool TrackRecorder::persist(EventStores& stores, Alarm& alarm, const std::function<core::Status()>& work) {
    core::Status done = work();
    // What is there is given up for room alone: it would not cure a disk in trouble, or too few file descriptors.
    while (!done && done.error().code == core::ErrorCode::tooLarge && stores.dropOldest()) {
        done = work();
    }
    if (!done) {
        alarm.raise(done.error());
    }
    return done.has_value();
}

void TrackRecorder::beginSession(const SessionAnchor& anchor, std::uint32_t initNumber, core::SharedBytes init) {
    m_disk.write([store = m_store, stores = m_stores, alarm = m_alarm, anchor, initNumber, init = std::move(init)] {
        persist(*stores, *alarm, [&] { return store->beginSession(anchor, initNumber, *init); });
    });
}

void TrackRecorder::published(const LiveSegment& segment) {
    const PartRecord record = recordOf(segment);
    if (m_disk.isBehind()) {
        m_disk.write([store = m_store, alarm = m_alarm, msn = record.msn] {
            store->leaveOut(msn);
            alarm->raise({core::ErrorCode::unavailable, "the disk does not keep up"});
        });
        return;
    }
    const auto write = [store = m_store, stores = m_stores, alarm = m_alarm, record,
                        media = segment.parts.back().bytes.heap] {
        if (store->isLeftOut(record.msn)) {
            return;
        }
        if (persist(*stores, *alarm, [&] { return store->append(record, *media); })) {
            alarm->clear();
        } else {
            store->leaveOut(record.msn);
        }
    };
    m_disk.write(write, record.bytes);
}

void TrackRecorder::keepFrom(std::uint64_t msn) {
    if (msn >= m_keptFrom + kKeepEvery) {
        keepOnlyFrom(msn);
    }
}

void TrackRecorder::keepOnlyFrom(std::uint64_t msn) {
    m_keptFrom = msn;
    ++*m_removing;
    m_disk.write([store = m_store, removing = m_removing, msn] {
        store->keepFrom(msn);
        --*removing;
    });
}

} // namespace tally::server::live
