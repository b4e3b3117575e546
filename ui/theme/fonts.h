// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

// The two families: Inter for words, JetBrains Mono for everything that counts, so that numerals do not jump. Where a
// package is missing the system's sans-serif and monospace stand in.
namespace tally::ui {

QFont wordFont(int pixels, QFont::Weight weight = QFont::Normal);
QFont numberFont(int pixels, QFont::Weight weight = QFont::Medium);

// Small capitals of section titles and lamps: letters stand apart.
QFont labelFont(int pixels);

} // namespace tally::ui
