// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace tally::core {

using Seconds = std::chrono::duration<double>; // as playlists count them

// A decimal-floating-point of rfc8216bis §4.2: fixed decimals, a point whatever the locale: 0.21334.
std::string decimal(Seconds value, int decimals);

} // namespace tally::core
