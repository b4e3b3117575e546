// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tally::core {

// Frames a second as an exact fraction: 30/1, 30000/1001.
struct FrameRate {
    std::uint32_t numerator = 30;
    std::uint32_t denominator = 1;

    double perSecond() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
    bool operator==(const FrameRate&) const = default;
};

} // namespace tally::core
