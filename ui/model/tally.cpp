// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tally.h"

#include "ui/theme/tokens.h"

using namespace Qt::StringLiterals;

namespace tally::ui {

Tally tallyOf(const core::EngineState& state, const std::string& input) {
    if (input == state.programme) {
        return Tally::programme;
    }
    if (input == state.preview) {
        return state.transition ? Tally::programme : Tally::preview;
    }
    return Tally::off;
}

QString tallyWord(Tally tally) {
    switch (tally) {
    case Tally::programme:
        return u"PGM"_s;
    case Tally::preview:
        return u"PVW"_s;
    case Tally::off:
        break;
    }
    return {};
}

QColor tallyColour(Tally tally) {
    switch (tally) {
    case Tally::programme:
        return tokens::kProgramme;
    case Tally::preview:
        return tokens::kPreview;
    case Tally::off:
        break;
    }
    return tokens::kLine;
}

} // namespace tally::ui
