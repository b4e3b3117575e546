// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/writer.h"

#include <cstdint>

namespace tally::core {

// 64-bit NTP time (RFC 5905 §6): seconds since 1900 in the upper half, a fraction of 2^-32 s in the lower. As in prft.
// Rounded, so that a time read back differs by less than a nanosecond. Good from 1968 to 2104: the seconds wrap in
// 2036, and a time whose top bit is clear is of the era that begins there (RFC 4330 §3).
std::uint64_t toNtp(CaptureTime time);
CaptureTime fromNtp(std::uint64_t ntp);

} // namespace tally::core
