// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

class QKeyEvent;

// What a key means in the studio. Pure.
namespace tally::ui {

enum class KeyAction { toPreview, toAir, cut, mix, fire };

struct StudioKey {
    KeyAction action = KeyAction::cut;
    int number = 0; // of the input, from 1; 0 for actions that need none

    bool operator==(const StudioKey&) const = default;
};

// Space cut, Enter auto, 1–9 preview, Shift + 1–9 to air, F1 fire; nothing with Ctrl, Alt or Meta.
std::optional<StudioKey> studioKey(const QKeyEvent& event);

} // namespace tally::ui
