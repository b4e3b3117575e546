// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/net/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

namespace tally::load {

using Clock = std::chrono::steady_clock; // CLOCK_MONOTONIC

// Is told what a file descriptor is ready for.
class ReadyHandler {
public:
    virtual ~ReadyHandler() = default;
    virtual void onReady(std::uint32_t events) = 0; // EPOLLIN, EPOLLOUT, EPOLLERR …
};

// epoll, level-triggered, and timers. A handler outlives run(), whether or not its descriptor is closed: an event of
// the same round may still reach it. Lives on one thread.
class EventLoop {
public:
    EventLoop(); // throws std::system_error

    void add(int fd, std::uint32_t events, ReadyHandler& handler);
    void change(int fd, std::uint32_t events, ReadyHandler& handler);
    // A closed descriptor leaves by itself.

    void at(Clock::time_point when, std::function<void()> work);
    void after(Clock::duration delay, std::function<void()> work) { at(Clock::now() + delay, std::move(work)); }

    // Waits without sleeping: whoever sends to us would pay for waking us, which no viewer in another place costs its
    // server.
    void spin(bool spinning) { m_spinning = spinning; }
    Clock::duration takeSpun() { return std::exchange(m_spun, {}); } // time in which there was nothing to do

    void run(); // until stop()
    void stop() { m_stopped = true; }

private:
    struct Timer {
        Clock::time_point when;
        std::uint64_t order; // of two at the same moment the first one first
        std::function<void()> work;

        bool operator>(const Timer& other) const {
            return when != other.when ? when > other.when : order > other.order;
        }
    };

    void waitForEvents();
    void runDueTimers();

    UniqueFd m_epoll;
    std::priority_queue<Timer, std::vector<Timer>, std::greater<>> m_timers;
    std::uint64_t m_timersMade = 0;
    bool m_spinning = false;
    Clock::duration m_spun{};
    bool m_stopped = false;
};

} // namespace tally::load
