// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"

#include <vector>

namespace tally::ui {

// What the window wants to see of an engine in this state: the two buses at 25 pictures a second, every other input at
// 10, which is enough for a tile and costs the engine less than half. Pure.
std::vector<core::PreviewWish> pictureWishes(const core::EngineState& state);

} // namespace tally::ui
