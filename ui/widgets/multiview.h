// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/input_tile.h"
#include "ui/painting/tile_grid.h"

#include <QWidget>
#include <vector>

namespace tally::ui {

class PictureWall;
class SwitcherModel;

// The tiles of all inputs, painted by this one widget: a widget a tile would cost a window surface each. A click, or P
// on the tile that the arrow keys chose, asks for that input in preview. Free places stay visible, numbered. Lives on
// the GUI thread.
class Multiview : public QWidget {
    Q_OBJECT

public:
    // Both outlive the view.
    Multiview(const SwitcherModel& switcher, const PictureWall& pictures, QWidget* parent = nullptr);

    // Looks for newer pictures and facts; paints only the tiles that have any.
    void refresh();
    const std::vector<InputTile>& tiles() const { return m_tiles; }
    QRect tileRect(int number) const { return grid().tile(number - 1); }

    QSize sizeHint() const override { return {960, 280}; }
    QSize minimumSizeHint() const override { return {640, 160}; }

Q_SIGNALS:
    void previewRequested(int number); // of the tile, from 1

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    TileGrid grid() const;
    std::vector<InputTile> tilesNow() const;
    std::uint64_t pictureNumber(std::size_t index) const;
    bool moveChosen(int by);
    void describe();
    void paintInput(QPainter& painter, const QRect& where, const InputTile& tile) const;
    void paintStrip(QPainter& painter, const QRect& strip, const InputTile& tile) const;
    void paintFree(QPainter& painter, const QRect& where, int number) const;

    const SwitcherModel& m_switcher;
    const PictureWall& m_pictures;
    std::vector<InputTile> m_tiles;
    std::vector<std::uint64_t> m_pictureNumbers; // painted, by tile
    int m_chosen = 0;                            // index under the keyboard's focus
};

} // namespace tally::ui
