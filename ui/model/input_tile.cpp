// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/input_tile.h"

#include "ui/model/switcher_model.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tally::ui {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(InputTile)
};

} // namespace

std::vector<InputTile> inputTiles(const SwitcherModel& switcher) {
    std::vector<InputTile> tiles;
    if (!switcher.state()) {
        return tiles;
    }
    for (const core::InputState& input : switcher.state()->inputs) {
        InputTile tile;
        tile.number = static_cast<int>(tiles.size()) + 1;
        tile.name = QString::fromStdString(input.name);
        tile.slate = slateOf(switcher.connection());
        if (switcher.isLive()) {
            tile.tally = tallyOf(*switcher.state(), input.id);
            tile.remaining = input.remainingMs;
            tile.slate = slateOf(input);
        }
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

QString spokenText(const InputTile& tile) {
    QString text = u"%1 %2"_s.arg(tile.number).arg(tile.name);
    if (tile.tally == Tally::programme) {
        text += Tr::tr(", on air");
    } else if (tile.tally == Tally::preview) {
        text += Tr::tr(", in preview");
    }
    return tile.slate ? text + u", "_s + tile.slate->headline + u' ' + tile.slate->detail : text;
}

} // namespace tally::ui
