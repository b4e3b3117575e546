// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/burned_clock.h"

#include <algorithm>
#include <cmath>

namespace tally::core {
namespace {

constexpr std::uint32_t kClockMask = 0xFFFFFF;
constexpr std::int64_t kClockPeriodMs = 1 << 24;
constexpr std::uint8_t kBlack = 16; // of video range
constexpr std::uint8_t kWhite = 235;

std::uint32_t checkOf(std::uint32_t milliseconds) {
    const std::uint32_t sum = (milliseconds >> 16) + (milliseconds >> 8) + milliseconds;
    return ~sum & 0xFF;
}

} // namespace

std::array<bool, kClockBlocks> burnedClockBlocks(WallTime time) {
    const auto milliseconds = static_cast<std::uint32_t>(time.time_since_epoch().count()) & kClockMask;
    const std::uint32_t word = (milliseconds << 8) | checkOf(milliseconds);
    std::array<bool, kClockBlocks> blocks{};
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i] = ((word >> (kClockBlocks - 1 - i)) & 1) != 0;
    }
    return blocks;
}

std::optional<WallTime> readBurnedClock(std::span<const std::uint8_t, kClockBlocks> luma, WallTime now) {
    constexpr std::uint8_t kMiddle = 128;
    std::uint32_t word = 0;
    for (const std::uint8_t value : luma) {
        word = (word << 1) | static_cast<std::uint32_t>(value >= kMiddle);
    }
    const std::uint32_t milliseconds = word >> 8;
    if ((word & 0xFF) != checkOf(milliseconds)) {
        return std::nullopt;
    }
    const std::int64_t clock = now.time_since_epoch().count();
    const std::int64_t age = (clock - static_cast<std::int64_t>(milliseconds)) & (kClockPeriodMs - 1);
    return now - std::chrono::milliseconds(age);
}

void paintBurnedClock(std::span<std::uint8_t> plane, std::size_t width, std::size_t height, std::size_t stride,
                      WallTime time) {
    const auto blocks = burnedClockBlocks(time);
    const auto rowWidth = static_cast<std::size_t>(std::lround(static_cast<double>(width) * kClockRowWidth));
    const auto rowHeight = static_cast<std::size_t>(std::lround(static_cast<double>(height) * kClockBlockHeight));
    for (std::size_t y = height - std::min(rowHeight, height); y < height; ++y) {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const std::size_t from = y * stride + i * rowWidth / kClockBlocks;
            const std::size_t to = y * stride + (i + 1) * rowWidth / kClockBlocks;
            if (to <= plane.size()) {
                std::fill(plane.begin() + static_cast<std::ptrdiff_t>(from),
                          plane.begin() + static_cast<std::ptrdiff_t>(to), blocks[i] ? kWhite : kBlack);
            }
        }
    }
}

} // namespace tally::core
