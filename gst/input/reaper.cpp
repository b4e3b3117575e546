// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/reaper.h"

namespace tally::gst {

Reaper::~Reaper() {
    const auto deadline = std::chrono::steady_clock::now() + kDeadline;
    for (const auto& run : m_runs) {
        run->waitUntil(deadline);
    }
}

void Reaper::take(std::unique_ptr<InputRun> run) {
    run->close();
    m_runs.push_back(std::move(run));
}

void Reaper::collect() {
    std::erase_if(m_runs, [](const auto& run) { return run->ended(); });
}

} // namespace tally::gst
