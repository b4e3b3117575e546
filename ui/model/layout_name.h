// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"

#include <QString>

namespace tally::ui {

QString layoutName(core::LayoutFormat format); // "Squeezeback L"
// The best candidate's campaign; a cue without candidates has the layout's name.
QString cueName(const core::Cue& cue);

} // namespace tally::ui
