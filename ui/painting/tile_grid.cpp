// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painting/tile_grid.h"

#include "ui/painting/fit.h"

#include <algorithm>

namespace tally::ui {

namespace {

constexpr int kWidestGap = 3; // between rows, in gaps

} // namespace

TileGrid::TileGrid(const QRect& room, int tiles, int gap) : m_room(room), m_tiles(tiles), m_gap(gap) {
    for (int columns = 1; columns <= tiles; ++columns) {
        const int rows = (tiles + columns - 1) / columns;
        const QSize size = widescreenIn(
            QSize((room.width() - gap * (columns - 1)) / columns, (room.height() - gap * (rows - 1)) / rows));
        if (size.width() > m_size.width()) {
            m_size = size;
            m_columns = columns;
        }
    }
}

int TileGrid::places() const {
    return (m_tiles + m_columns - 1) / m_columns * m_columns;
}

QRect TileGrid::tile(int place) const {
    if (m_size.isEmpty() || place < 0 || place >= places()) {
        return {};
    }
    const int column = place % m_columns;
    const int row = place / m_columns;
    const int rows = places() / m_columns;
    // The tiles fill the room from edge to edge: what is left over goes between them, not beside them.
    const int across = m_columns > 1 ? (m_room.width() - m_size.width()) * column / (m_columns - 1) : 0;
    const int spareDown = rows > 1 ? (m_room.height() - rows * m_size.height()) / (rows - 1) : m_gap;
    const int down = row * (m_size.height() + std::min(spareDown, m_gap * kWidestGap));
    return {m_room.topLeft() + QPoint(across, down), m_size};
}

std::optional<int> TileGrid::tileAt(QPoint point) const {
    for (int place = 0; place < places(); ++place) {
        if (tile(place).contains(point)) {
            return place;
        }
    }
    return std::nullopt;
}

} // namespace tally::ui
