// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/input_run.h"

#include <vector>

namespace tally::gst {

// Waits for closed runs to end, so that nobody else has to. The supervisor's, on its thread.
class Reaper {
public:
    // What has not ended by then stays behind: its thread hangs inside of a foreign library.
    static constexpr std::chrono::milliseconds kDeadline{1500};

    ~Reaper();

    void take(std::unique_ptr<InputRun> run);
    void collect(); // lets go of what has ended

private:
    std::vector<std::unique_ptr<InputRun>> m_runs;
};

} // namespace tally::gst
