// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <functional>

namespace tally::ui {

// Says the time of this machine now; tests bring their own.
using WallClock = std::function<core::WallTime()>;

} // namespace tally::ui
