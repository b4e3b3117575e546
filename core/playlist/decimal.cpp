// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/decimal.h"

#include <array>
#include <charconv>

namespace tally::core {

std::string decimal(Seconds value, int decimals) {
    std::array<char, 64> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value.count(), std::chars_format::fixed, decimals);
    return error == std::errc() ? std::string(text.data(), end) : std::string("0");
}

} // namespace tally::core
