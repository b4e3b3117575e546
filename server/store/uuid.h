// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <string>
#include <string_view>

namespace tally::server::store {

// A new id of a row: UUID version 7 (RFC 9562 §5.7). Its first 48 bits are `now` in milliseconds, so that ids sort by
// their making; the rest is from the system's random source. Any thread.
std::string newUuid7(core::WallTime now);

// Whether the text is a UUID in its one written form: 8-4-4-4-12 lower- or upper-case hexadecimal digits.
bool isUuid(std::string_view text);

} // namespace tally::server::store
