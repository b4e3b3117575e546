// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "ui/links/connection.h"
#include "ui/pictures/picture_wall.h"

#include <optional>
#include <QString>

// What stands where a picture cannot be trusted. Pure.
namespace tally::ui {

struct Slate {
    QString headline; // "NO SIGNAL"
    QString detail;   // "since 14:02:11 · the file ended"

    bool operator==(const Slate&) const = default;
};

// Nothing while the input has a signal.
std::optional<Slate> slateOf(const core::InputState& input);

// Nothing while the engine is connected: the last picture of a lost engine must not pass for a live one.
std::optional<Slate> slateOf(const Connection& engine);

// Nothing while pictures come. A source whose pictures stay out for 2 s is frozen, whatever its state says.
std::optional<Slate> slateOf(const Picture& picture, std::chrono::steady_clock::time_point now);

} // namespace tally::ui
