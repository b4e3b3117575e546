// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <atomic>
#include <functional>
#include <memory>

namespace tally::server::test {

// A wall clock that the test turns. Copies share the hands. Any thread.
class FakeClock {
public:
    explicit FakeClock(core::WallTime start) : m_now(std::make_shared<std::atomic<core::WallTime>>(start)) {}

    core::WallTime operator()() const { return *m_now; }
    void advance(std::chrono::milliseconds by) { *m_now = m_now->load() + by; }

private:
    std::shared_ptr<std::atomic<core::WallTime>> m_now;
};

} // namespace tally::server::test
