// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/multiview.h"

#include "ui/model/switcher_model.h"
#include "ui/painting/monitor_painting.h"
#include "ui/pictures/picture_wall.h"
#include "ui/text/time_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <algorithm>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

constexpr int kPlaces = 8; // shown at least: two rows of four, as on a hardware multiviewer
constexpr int kGap = 2 * tokens::kGrid;
constexpr int kStrip = 24;
constexpr QColor kOverPicture(0x0E, 0x10, 0x13, 0xC8);

QColor lampColour(const InputTile& tile) {
    return tile.tally == Tally::off && tile.slate ? tokens::kFault : tallyColour(tile.tally);
}

} // namespace

Multiview::Multiview(const SwitcherModel& switcher, const PictureWall& pictures, QWidget* parent)
    : QWidget(parent), m_switcher(switcher), m_pictures(pictures) {
    setAccessibleName(tr("Inputs"));
    setToolTip(tr("Click a tile to put it to preview. Arrow keys choose a tile, P puts it to preview."));
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&switcher, &SwitcherModel::changed, this, &Multiview::refresh);
    refresh();
}

void Multiview::refresh() {
    auto tiles = tilesNow();
    const bool sameTiles = tiles == m_tiles;
    m_tiles = std::move(tiles);
    m_pictureNumbers.resize(m_tiles.size());
    for (std::size_t index = 0; index < m_tiles.size(); ++index) {
        const std::uint64_t number = pictureNumber(index);
        if (std::exchange(m_pictureNumbers[index], number) != number) {
            update(tileRect(m_tiles[index].number));
        }
    }
    if (!sameTiles) {
        describe();
        update();
    }
}

TileGrid Multiview::grid() const {
    return {rect(), std::max(kPlaces, static_cast<int>(m_tiles.size())), kGap};
}

std::vector<InputTile> Multiview::tilesNow() const {
    auto tiles = inputTiles(m_switcher);
    const auto now = std::chrono::steady_clock::now();
    for (std::size_t index = 0; index < tiles.size(); ++index) {
        if (!tiles[index].slate) {
            tiles[index].slate = slateOf(m_pictures.newest({static_cast<std::uint16_t>(index)}), now);
        }
    }
    return tiles;
}

std::uint64_t Multiview::pictureNumber(std::size_t index) const {
    return m_pictures.newest({static_cast<std::uint16_t>(index)}).number;
}

void Multiview::describe() {
    QStringList lines;
    for (const InputTile& tile : m_tiles) {
        lines << spokenText(tile);
    }
    setAccessibleDescription(lines.isEmpty() ? tr("No inputs are known.") : lines.join(u"; "_s));
}

void Multiview::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const TileGrid places = grid();
    for (int index = 0; index < places.places(); ++index) {
        const QRect where = places.tile(index);
        if (!event->region().intersects(where)) {
            continue;
        }
        if (static_cast<std::size_t>(index) < m_tiles.size()) {
            paintInput(painter, where, m_tiles[static_cast<std::size_t>(index)]);
        } else {
            paintFree(painter, where, index + 1);
        }
        if (hasFocus() && index == m_chosen) {
            paintFocusRing(painter, where.adjusted(tokens::kTallyFrame, tokens::kTallyFrame, -tokens::kTallyFrame,
                                                   -tokens::kTallyFrame));
        }
    }
}

void Multiview::paintInput(QPainter& painter, const QRect& where, const InputTile& tile) const {
    const QRect inside =
        where.adjusted(tokens::kTallyFrame, tokens::kTallyFrame, -tokens::kTallyFrame, -tokens::kTallyFrame);
    if (tile.slate) {
        paintSlate(painter, inside, *tile.slate, m_switcher.isLive() ? tokens::kFault : tokens::kSecondary);
    } else {
        paintPicture(painter, inside, m_pictures.newest({static_cast<std::uint16_t>(tile.number - 1)}).image);
    }
    paintStrip(painter, QRect(inside.left(), inside.bottom() - kStrip + 1, inside.width(), kStrip), tile);
    paintFrame(painter, where, m_switcher.isLive() ? lampColour(tile) : tokens::kLine, tokens::kTallyFrame);
}

void Multiview::paintStrip(QPainter& painter, const QRect& strip, const InputTile& tile) const {
    painter.fillRect(strip, kOverPicture);
    const bool isLit = tile.tally != Tally::off;
    const QString lampText =
        isLit ? u"%1 %2"_s.arg(tile.number).arg(tallyWord(tile.tally)) : QString::number(tile.number);
    const QRect lamp =
        paintLamp(painter, strip, lampText, tallyColour(tile.tally), isLit ? LampLook::lit : LampLook::dark);
    QRect room = strip.adjusted(lamp.width() + 8, 0, -8, 0);
    if (tile.remaining) {
        const QString left = countdownText(*tile.remaining);
        painter.setFont(numberFont(tokens::kBody));
        painter.setPen(tokens::kText);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, left);
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(left) - 8);
    }
    painter.setFont(wordFont(tokens::kBody, QFont::Medium));
    painter.setPen(tokens::kText);
    painter.drawText(room, Qt::AlignVCenter, painter.fontMetrics().elidedText(tile.name, Qt::ElideRight, room.width()));
}

void Multiview::paintFree(QPainter& painter, const QRect& where, int number) const {
    painter.fillRect(where, tokens::kPanel);
    painter.setPen(QPen(tokens::kLine, 1, Qt::DashLine));
    painter.drawRect(where.adjusted(0, 0, -1, -1));
    painter.setPen(tokens::kSecondary);
    painter.setFont(numberFont(tokens::kTitle));
    painter.drawText(where.adjusted(12, 8, -12, -8), Qt::AlignLeft | Qt::AlignTop, QString::number(number));
    const bool isFirstFree = static_cast<std::size_t>(number) == m_tiles.size() + 1;
    if (isFirstFree && (m_tiles.empty() || m_switcher.isLive())) {
        painter.setFont(wordFont(tokens::kBody));
        painter.drawText(where.adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_tiles.empty() ? tr("Inputs appear here when an engine is attached.")
                                         : tr("Free: add an [[input]] to engine.toml"));
    }
}

void Multiview::mousePressEvent(QMouseEvent* event) {
    const auto index = grid().tileAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index && static_cast<std::size_t>(*index) < m_tiles.size()) {
        m_chosen = *index;
        Q_EMIT previewRequested(*index + 1);
    }
}

void Multiview::mouseMoveEvent(QMouseEvent* event) {
    const auto index = grid().tileAt(event->position().toPoint());
    const bool isInput = index && static_cast<std::size_t>(*index) < m_tiles.size();
    setCursor(isInput ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Multiview::keyPressEvent(QKeyEvent* event) {
    const int columns = grid().columns();
    const bool moved =
        (event->key() == Qt::Key_Left && moveChosen(-1)) || (event->key() == Qt::Key_Right && moveChosen(1)) ||
        (event->key() == Qt::Key_Up && moveChosen(-columns)) || (event->key() == Qt::Key_Down && moveChosen(columns));
    if (event->key() == Qt::Key_P && static_cast<std::size_t>(m_chosen) < m_tiles.size()) {
        Q_EMIT previewRequested(m_chosen + 1);
    } else if (!moved) {
        QWidget::keyPressEvent(event);
    }
}

bool Multiview::moveChosen(int by) {
    const int wanted = m_chosen + by;
    if (wanted >= 0 && static_cast<std::size_t>(wanted) < m_tiles.size()) {
        m_chosen = wanted;
        update();
    }
    return true;
}

} // namespace tally::ui
