// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/input_pipeline.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace tally::gst {

// A run of an input pipeline with its thread and its door to the bridge. Whatever the pipeline does, the run can be
// closed at once: nothing comes through the door any more, and the thread ends when the pipeline lets it, in the
// reaper's hands. The supervisor's, on its thread.
class InputRun {
public:
    static core::Result<std::unique_ptr<InputRun>> start(InputPipeline::Context context, InputBridge& bridge);
    ~InputRun(); // closes; a thread that has not ended is left behind with what it holds

    InputRun(const InputRun&) = delete;
    InputRun& operator=(const InputRun&) = delete;

    void close();
    bool ended() const;
    bool waitUntil(std::chrono::steady_clock::time_point deadline); // true: ended
    std::optional<core::Error> fault() const { return m_shared->pipeline->fault(); }
    std::optional<std::chrono::milliseconds> remaining() const { return m_shared->pipeline->remaining(); }

private:
    // Held by the thread too, which may outlive the run.
    struct Shared {
        explicit Shared(InputBridge& bridge) : door(bridge) {}

        BridgeDoor door;
        std::unique_ptr<InputPipeline> pipeline;

        std::mutex mutex; // ended
        std::condition_variable changed;
        bool ended = false;
    };

    explicit InputRun(std::shared_ptr<Shared> shared);

    std::shared_ptr<Shared> m_shared;
    std::thread m_thread;
};

} // namespace tally::gst
