// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/preview/picture_wall.h"

#include <algorithm>

namespace tally::gst {
namespace {

std::uint32_t rateOf(const std::vector<PictureWish>& wishes, const std::optional<std::string>& input) {
    constexpr std::uint32_t kMostPerSecond = 30;
    std::uint32_t rate = 0;
    for (const PictureWish& wish : wishes) {
        if (wish.input == input) {
            rate = std::max(rate, std::min(wish.framesPerSecond, kMostPerSecond));
        }
    }
    return rate;
}

} // namespace

core::Result<PictureWall> PictureWall::create(const std::vector<InputSpec>& inputs, PictureShape shape, FrameGrid grid,
                                              SwitcherListener& listener) {
    PictureWall wall;
    auto programme = PictureTap::create({std::nullopt, shape, grid}, listener);
    if (!programme) {
        return core::propagate(programme);
    }
    wall.m_programme = std::move(*programme);
    for (const InputSpec& input : inputs) {
        auto tap = PictureTap::create({input.id, shape, grid}, listener);
        if (!tap) {
            return core::propagate(tap);
        }
        wall.m_inputs.emplace(input.id, std::move(*tap));
    }
    return wall;
}

void PictureWall::wish(const std::vector<PictureWish>& wishes) {
    m_programme->wish(rateOf(wishes, std::nullopt));
    for (auto& [id, tap] : m_inputs) {
        tap->wish(rateOf(wishes, id));
    }
}

} // namespace tally::gst
