// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QPoint>
#include <QRect>

namespace tally::ui {

// Places 16:9 tiles in rows so that each is as large as it can be. Pure values; any thread.
class TileGrid {
public:
    // Without room or tiles every rectangle is empty.
    TileGrid(const QRect& room, int tiles, int gap);

    int columns() const { return m_columns; }
    int places() const;          // whole rows: at least as many as tiles
    QRect tile(int place) const; // from 0
    std::optional<int> tileAt(QPoint point) const;

private:
    QRect m_room;
    int m_tiles = 0;
    int m_gap = 0;
    int m_columns = 1;
    QSize m_size;
};

} // namespace tally::ui
