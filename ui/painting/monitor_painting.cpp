// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painting/monitor_painting.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QImage>
#include <QPainter>

namespace tally::ui {

namespace {

constexpr int kHatchStep = 12;
constexpr int kLampPadding = 8;

void paintHatching(QPainter& painter, const QRect& where) {
    painter.save();
    painter.setClipRect(where);
    painter.fillRect(where, tokens::kBackground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens::kPanel, 4));
    for (int x = where.left() - where.height(); x < where.right(); x += kHatchStep) {
        painter.drawLine(x, where.bottom() + 1, x + where.height(), where.top());
    }
    painter.restore();
}

} // namespace

void paintPicture(QPainter& painter, const QRect& where, const QImage& image) {
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(where, image);
    painter.restore();
}

void paintSlate(QPainter& painter, const QRect& where, const Slate& slate, const QColor& accent) {
    paintHatching(painter, where);
    const bool isSmall = where.width() < 260;
    const QRect room = where.adjusted(tokens::kGrid * 2, 0, -tokens::kGrid * 2, 0);
    const QFont headline = labelFont(isSmall ? tokens::kBody : tokens::kTitle);
    const int middle = where.center().y() - (isSmall ? 5 * tokens::kGrid : 0);
    painter.setFont(headline);
    painter.setPen(accent);
    painter.drawText(QRect(room.left(), middle - 20, room.width(), 20), Qt::AlignHCenter | Qt::AlignBottom,
                     slate.headline);
    painter.setFont(wordFont(isSmall ? tokens::kSmall : tokens::kBody));
    painter.setPen(tokens::kSecondary);
    const int lines = painter.fontMetrics().height() * 2;
    // Elided for two lines, less what the line break may waste.
    const QString text = painter.fontMetrics().elidedText(slate.detail, Qt::ElideRight, room.width() * 9 / 5);
    painter.drawText(QRect(room.left(), middle + tokens::kGrid, room.width(), lines),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text);
}

QRect paintLamp(QPainter& painter, const QRect& where, const QString& word, const QColor& colour, LampLook look) {
    const QFont font = labelFont(tokens::kBody);
    const int width = QFontMetrics(font).horizontalAdvance(word) + 2 * kLampPadding;
    const QRect lamp(where.left(), where.top(), width, where.height());
    painter.fillRect(lamp, look == LampLook::lit ? colour : tokens::kRaised);
    painter.setFont(font);
    // Green is too bright for white letters, red too dark for black ones.
    const QColor letters = look == LampLook::dark         ? tokens::kSecondary
                           : colour == tokens::kProgramme ? QColor(Qt::white)
                                                          : tokens::kBackground;
    painter.setPen(letters);
    painter.drawText(lamp, Qt::AlignCenter, word);
    return lamp;
}

void paintFrame(QPainter& painter, const QRect& outer, const QColor& colour, int width) {
    painter.fillRect(QRect(outer.left(), outer.top(), outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), outer.bottom() - width + 1, outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), outer.top(), width, outer.height()), colour);
    painter.fillRect(QRect(outer.right() - width + 1, outer.top(), width, outer.height()), colour);
}

void paintFocusRing(QPainter& painter, const QRect& outer) {
    paintFrame(painter, outer, tokens::kInformation, tokens::kFocusRing);
}

} // namespace tally::ui
