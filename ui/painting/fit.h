// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

namespace tally::ui {

// The largest 16:9 size that fits into `room`; empty when there is no room.
QSize widescreenIn(QSize room);

// The largest rectangle of 16:9 in the middle of `room`.
QRect widescreenIn(const QRect& room);

} // namespace tally::ui
