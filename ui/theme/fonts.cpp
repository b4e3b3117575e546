// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace tally::ui {

QFont wordFont(int pixels, QFont::Weight weight) {
    QFont font(QStringList{u"Inter"_s, u"sans-serif"_s});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont numberFont(int pixels, QFont::Weight weight) {
    QFont font(QStringList{u"JetBrains Mono"_s, u"monospace"_s});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QFont labelFont(int pixels) {
    QFont font = wordFont(pixels, QFont::DemiBold);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    return font;
}

} // namespace tally::ui
