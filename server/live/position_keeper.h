// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tally::server::live {

class LiveService;

// Writes down once a second where each event stands. Its thread is "positions"; public functions: one other thread.
class PositionKeeper {
public:
    explicit PositionKeeper(LiveService& live) : m_live(live) {}
    ~PositionKeeper() { stop(); }
    PositionKeeper(const PositionKeeper&) = delete;
    PositionKeeper& operator=(const PositionKeeper&) = delete;

    void start();
    void stop(); // after one last write

private:
    void run();

    LiveService& m_live;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopped = false;
    std::thread m_thread;
};

} // namespace tally::server::live
