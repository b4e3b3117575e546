// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painting/fit.h"

#include <algorithm>

namespace tally::ui {

QSize widescreenIn(QSize room) {
    const int width = std::max(0, std::min(room.width(), room.height() * 16 / 9));
    return {width, width * 9 / 16};
}

QRect widescreenIn(const QRect& room) {
    QRect fitted(QPoint(), widescreenIn(room.size()));
    fitted.moveCenter(room.center());
    return fitted;
}

} // namespace tally::ui
