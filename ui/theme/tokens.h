// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QStringView>

// The look in numbers, once: painters use the constants, the style sheet names them as ${panel}. Colour never carries a
// meaning alone; a word or a shape goes with it. Sizes are device-independent pixels on a grid of 4.
namespace tally::ui::tokens {

inline constexpr QColor kBackground(0x0E, 0x10, 0x13);
inline constexpr QColor kPanel(0x16, 0x19, 0x1E);
inline constexpr QColor kRaised(0x1F, 0x24, 0x2B);
inline constexpr QColor kLine(0x2B, 0x31, 0x3A);
inline constexpr QColor kText(0xE8, 0xEA, 0xED);
inline constexpr QColor kSecondary(0x9B, 0xA4, 0xB0); // at least 4.5 : 1 on kPanel
inline constexpr QColor kProgramme(0xE5, 0x34, 0x2F);
inline constexpr QColor kPreview(0x27, 0xB0, 0x4A);
inline constexpr QColor kFault(0xF2, 0xA5, 0x16);
inline constexpr QColor kInformation(0x4C, 0x9B, 0xE8);

inline constexpr int kSmall = 10;
inline constexpr int kBody = 12;
inline constexpr int kTitle = 14;
inline constexpr int kClock = 20;

inline constexpr int kGrid = 4;
inline constexpr int kRow = 28;
inline constexpr int kHitArea = 32;
inline constexpr int kCorner = 3;
inline constexpr int kFocusRing = 2;
inline constexpr int kTallyFrame = 3;

// `sheet` with every ${name} replaced by the value of the token of that name; an unknown name stays as it is, which
// the tests look for.
QString filledIn(QStringView sheet);

} // namespace tally::ui::tokens
