// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/input_supervisor.h"

#include <algorithm>

namespace tally::gst {

InputSupervisor::InputSupervisor(std::vector<Input> inputs, TimeBase time, FrameGrid grid, OnTick onTick)
    : m_time(time), m_grid(grid), m_onTick(std::move(onTick)) {
    m_inputs.reserve(inputs.size());
    for (Input& input : inputs) {
        m_inputs.emplace_back(std::move(input.context), *input.bridge, m_reaper);
        m_statuses.push_back(m_inputs.back().status());
    }
    m_thread = std::thread([this] { work(); });
}

InputSupervisor::~InputSupervisor() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void InputSupervisor::restart(const std::string& input) {
    const std::lock_guard lock(m_mutex);
    m_restarts.push_back(input);
}

std::vector<InputStatus> InputSupervisor::statuses() const {
    const std::lock_guard lock(m_mutex);
    return m_statuses;
}

void InputSupervisor::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        const RunningTime now = m_time.now();
        const bool changed = lookAfterInputs(now);
        m_onTick(now, changed);
        lock.lock();
        waitForNextFrame(lock);
    }
}

void InputSupervisor::waitForNextFrame(std::unique_lock<std::mutex>& lock) {
    const RunningTime now = m_time.now();
    RunningTime next = m_grid.startOf(m_grid.nearestFrame(now));
    if (next <= now) {
        next = m_grid.startOf(m_grid.nearestFrame(now) + 1);
    }
    m_wake.wait_for(lock, next - now, [this] { return m_stopping; });
}

bool InputSupervisor::lookAfterInputs(RunningTime now) {
    std::vector<std::string> restarts;
    {
        const std::lock_guard lock(m_mutex);
        restarts.swap(m_restarts);
    }
    bool changed = false;
    std::vector<InputStatus> statuses;
    for (SupervisedInput& input : m_inputs) {
        if (std::ranges::find(restarts, input.id()) != restarts.end()) {
            input.restart(now);
        }
        changed |= input.tick(now);
        statuses.push_back(input.status());
    }
    m_reaper.collect();
    const std::lock_guard lock(m_mutex);
    m_statuses = std::move(statuses);
    return changed;
}

} // namespace tally::gst
