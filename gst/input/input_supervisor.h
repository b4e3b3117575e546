// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/supervised_input.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace tally::gst {

// Owns the inputs and the thread that looks after them, once a frame of the programme. Nothing on it blocks: pipelines
// have threads of their own. Built, commanded and destroyed on any one thread; statuses() on any.
class InputSupervisor {
public:
    struct Input {
        InputPipeline::Context context;
        InputBridge* bridge = nullptr; // outlives the supervisor
    };

    // `onTick` is called on the supervisor's thread after each look; true when a status is another than before.
    using OnTick = std::function<void(RunningTime now, bool changed)>;

    InputSupervisor(std::vector<Input> inputs, TimeBase time, FrameGrid grid, OnTick onTick);
    ~InputSupervisor(); // within Reaper::kDeadline

    void restart(const std::string& input); // one that exists
    std::vector<InputStatus> statuses() const;

private:
    void work();
    void waitForNextFrame(std::unique_lock<std::mutex>& lock);
    bool lookAfterInputs(RunningTime now);

    const TimeBase m_time;
    const FrameGrid m_grid;
    const OnTick m_onTick;

    Reaper m_reaper;                       // the thread's
    std::vector<SupervisedInput> m_inputs; // the thread's

    mutable std::mutex m_mutex; // all below
    std::condition_variable m_wake;
    std::vector<std::string> m_restarts;
    std::vector<InputStatus> m_statuses;
    bool m_stopping = false;

    std::thread m_thread;
};

} // namespace tally::gst
