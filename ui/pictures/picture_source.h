// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace tally::ui {

// Where a preview picture comes from.
struct PictureSource {
    std::optional<std::uint16_t> input; // index in EngineState::inputs; absent: the programme

    auto operator<=>(const PictureSource&) const = default;
};

} // namespace tally::ui
