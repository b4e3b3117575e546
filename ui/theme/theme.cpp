// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QPalette>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

QPalette darkPalette() {
    QPalette palette;
    palette.setColor(QPalette::Window, tokens::kBackground);
    palette.setColor(QPalette::Base, tokens::kPanel);
    palette.setColor(QPalette::AlternateBase, tokens::kRaised);
    palette.setColor(QPalette::Button, tokens::kRaised);
    palette.setColor(QPalette::ToolTipBase, tokens::kRaised);
    palette.setColor(QPalette::Highlight, tokens::kInformation);
    palette.setColor(QPalette::HighlightedText, tokens::kBackground);
    palette.setColor(QPalette::PlaceholderText, tokens::kSecondary);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, tokens::kText);
        palette.setColor(QPalette::Disabled, role, tokens::kSecondary);
    }
    return palette;
}

QString styleSheet() {
    QFile sheet(u":/theme/studio.qss"_s);
    return sheet.open(QIODevice::ReadOnly) ? tokens::filledIn(QString::fromUtf8(sheet.readAll())) : QString();
}

} // namespace

void applyTheme(QApplication& application) {
    // Fusion alone obeys a palette in full: the desktop's own style would mix its colours in.
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    application.setPalette(darkPalette());
    application.setFont(wordFont(tokens::kBody));
    application.setStyleSheet(styleSheet());
    application.setWindowIcon(QIcon(u":/icons/tallylight.png"_s));
}

} // namespace tally::ui
