// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/input_run.h"

namespace tally::gst {

core::Result<std::unique_ptr<InputRun>> InputRun::start(InputPipeline::Context context, InputBridge& bridge) {
    auto shared = std::make_shared<Shared>(bridge);
    auto pipeline = InputPipeline::create(std::move(context), shared->door);
    if (!pipeline) {
        return core::propagate(pipeline);
    }
    shared->pipeline = std::move(*pipeline);
    return std::unique_ptr<InputRun>(new InputRun(std::move(shared)));
}

InputRun::InputRun(std::shared_ptr<Shared> shared)
    : m_shared(std::move(shared)), m_thread([held = m_shared] {
          held->pipeline->run();
          const std::lock_guard lock(held->mutex);
          held->ended = true;
          held->changed.notify_all();
      }) {}

InputRun::~InputRun() {
    close();
    if (ended()) {
        m_thread.join();
    } else {
        m_thread.detach();
    }
}

bool InputRun::ended() const {
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->ended;
}

bool InputRun::waitUntil(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(m_shared->mutex);
    return m_shared->changed.wait_until(lock, deadline, [this] { return m_shared->ended; });
}

void InputRun::close() {
    m_shared->door.close();
    m_shared->pipeline->stop();
}

} // namespace tally::gst
