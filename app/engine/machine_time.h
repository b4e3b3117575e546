// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

namespace tally::app {

// The machine's wall clock, for what is told to people: since when something is so.
inline core::WallTime machineTime() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace tally::app
