// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/picture_wishes.h"

namespace tally::ui {

namespace {

constexpr std::uint32_t kMonitorRate = 25;
constexpr std::uint32_t kTileRate = 10;

} // namespace

std::vector<core::PreviewWish> pictureWishes(const core::EngineState& state) {
    std::vector<core::PreviewWish> wishes{{std::nullopt, kMonitorRate}};
    for (const core::InputState& input : state.inputs) {
        wishes.push_back({input.id, input.id == state.preview ? kMonitorRate : kTileRate});
    }
    return wishes;
}

} // namespace tally::ui
