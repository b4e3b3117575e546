// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/slate.h"

#include <QColor>
#include <QRect>
#include <QString>

class QImage;
class QPainter;

// The pieces monitors and tiles are painted of.
namespace tally::ui {

void paintPicture(QPainter& painter, const QRect& where, const QImage& image);

// Hatched, so that it cannot be taken for black programme; the words in the middle, shortened to fit.
void paintSlate(QPainter& painter, const QRect& where, const Slate& slate, const QColor& accent);

enum class LampLook { lit, dark };

// A filled block with a word in it, as on a tally lamp, `where` high at the left; returns what it covers.
QRect paintLamp(QPainter& painter, const QRect& where, const QString& word, const QColor& colour, LampLook look);

// Along the inside of `outer`.
void paintFrame(QPainter& painter, const QRect& outer, const QColor& colour, int width);

void paintFocusRing(QPainter& painter, const QRect& outer);

} // namespace tally::ui
