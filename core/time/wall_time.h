// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace tally::core {

// A moment of wall-clock time in UTC with millisecond resolution: the resolution of EXT-X-PROGRAM-DATE-TIME.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

// RFC 3339 text in UTC with exactly three decimals: 2026-11-24T09:00:00.000Z. Years 0000 to 9999.
std::string formatRfc3339(WallTime time);

// Reads an RFC 3339 date-time with any number of decimals (cut after milliseconds) and any offset.
// Error: invalid, with the text; a moment outside of the years 0000 to 9999 in UTC too.
Result<WallTime> parseRfc3339(std::string_view text);

// The UTC calendar date of a moment: 2026-11-24. It is the partition key of measurement.
std::string formatDate(WallTime time);

} // namespace tally::core
