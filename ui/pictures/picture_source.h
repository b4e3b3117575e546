// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace tally::ui {

// Where a preview picture comes from.
struct PictureSource {
    std::optional<std::uint16_t> input; // index in EngineState::inputs; absent: the programme

    bool operator==(const PictureSource&) const = default;
    bool operator<(const PictureSource& other) const { return input < other.input; }
};

} // namespace tally::ui
