// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"

#include <QColor>
#include <QString>
#include <string>

// What an input's lamp says. Pure.
namespace tally::ui {

enum class Tally { off, preview, programme };

// While a transition runs the preview's picture is in the programme already: both inputs are on air.
Tally tallyOf(const core::EngineState& state, const std::string& input);

QString tallyWord(Tally tally);  // "PGM", "PVW", or nothing: printed beside the colour, for the colour-blind
QColor tallyColour(Tally tally); // off: the line colour

} // namespace tally::ui
