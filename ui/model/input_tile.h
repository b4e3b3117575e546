// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/slate.h"
#include "ui/model/tally.h"

#include <chrono>
#include <optional>
#include <vector>

namespace tally::ui {

class SwitcherModel;

// All a tile paints but the picture itself. Its place in the list is its PictureSource.
struct InputTile {
    int number = 0; // from 1: the key that puts it to preview
    QString name;
    Tally tally = Tally::off;
    std::optional<std::chrono::milliseconds> remaining;
    std::optional<Slate> slate;

    bool operator==(const InputTile&) const = default;
};

// One a known input, in the engine's order; empty before the engine was first heard.
std::vector<InputTile> inputTiles(const SwitcherModel& switcher);

// "1 Big Buck Bunny, on air": for screen readers.
QString spokenText(const InputTile& tile);

} // namespace tally::ui
