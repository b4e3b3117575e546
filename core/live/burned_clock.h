// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

// A wall clock that survives encoding: 32 black or white blocks in a row, read back from the viewer's screen to measure
// glass to glass. Bits 0–23, most significant first: milliseconds since the Unix epoch modulo 2^24 (4 h 39 min);
// bits 24–31: the sum of the three bytes, modulo 256, with all bits turned, so that black is no reading.
// The row lies at the left edge of the picture, `kClockBlockHeight` of its height tall at the very bottom,
// `kClockRowWidth` of its width wide, every block the same width. Pure; any thread.
namespace tally::core {

inline constexpr int kClockBlocks = 32;
inline constexpr double kClockRowWidth = 0.5;         // of the picture's width
inline constexpr double kClockBlockHeight = 1.0 / 36; // of the picture's height

std::array<bool, kClockBlocks> burnedClockBlocks(WallTime time);

// `luma`: one value a block, 0 black to 255 white. Absent when the check does not fit.
// The result is the latest moment before or at `now` that has these 24 bits.
std::optional<WallTime> readBurnedClock(std::span<const std::uint8_t, kClockBlocks> luma, WallTime now);

// Paints the row into an 8-bit luma plane. `stride` in bytes.
void paintBurnedClock(std::span<std::uint8_t> plane, std::size_t width, std::size_t height, std::size_t stride,
                      WallTime time);

} // namespace tally::core
