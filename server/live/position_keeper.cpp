// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/position_keeper.h"

#include "server/live/live_service.h"

#include <pthread.h>

namespace tally::server::live {

void PositionKeeper::start() {
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), "positions");
        run();
    });
}

void PositionKeeper::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        m_wake.wait_for(lock, std::chrono::seconds(1), [this] { return m_stopped; });
        m_live.savePositions();
    }
}

void PositionKeeper::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

} // namespace tally::server::live
