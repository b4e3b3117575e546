// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <functional>

namespace tally::server::catalog {

// Where a service learns the wall time, so that tests can tell it.
using Clock = std::function<core::WallTime()>;

inline core::WallTime systemNow() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace tally::server::catalog
