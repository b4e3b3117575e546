// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painting/fit.h"
#include "ui/painting/tile_grid.h"
#include "ui/theme/tokens.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tally;

class TestPainting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesKeepTheirShape() {
        QCOMPARE(ui::widescreenIn(QSize(1600, 2000)), QSize(1600, 900));
        QCOMPARE(ui::widescreenIn(QSize(5000, 900)), QSize(1600, 900));
        QVERIFY(ui::widescreenIn(QSize(-3, 10)).isEmpty());
    }

    void tilesStayInTheRoomAndApart_data() {
        QTest::addColumn<int>("tiles");
        for (int tiles = 1; tiles <= 24; ++tiles) {
            QTest::addRow("%d", tiles) << tiles;
        }
    }

    void tilesStayInTheRoomAndApart() {
        QFETCH(int, tiles);
        const QRect room(0, 0, 1002, 264);
        const ui::TileGrid grid(room, tiles, 8);
        QVERIFY(grid.places() >= tiles);
        for (int place = 0; place < grid.places(); ++place) {
            QVERIFY(room.contains(grid.tile(place)));
            QCOMPARE(grid.tileAt(grid.tile(place).center()), std::optional(place));
            for (int other = 0; other < place; ++other) {
                QVERIFY(!grid.tile(place).intersects(grid.tile(other)));
            }
        }
    }

    void noRoomOrNoTilesIsHarmless() {
        QVERIFY(ui::TileGrid(QRect(), 4, 8).tile(0).isEmpty());
        QCOMPARE(ui::TileGrid(QRect(0, 0, 100, 100), 0, 8).places(), 0);
        QCOMPARE(ui::TileGrid(QRect(0, 0, 100, 100), 1, 8).tileAt(QPoint(500, 5)), std::optional<int>());
    }

    void styleSheetUsesOnlyTokensThatExist() {
        QFile sheet(u":/theme/studio.qss"_s);
        QVERIFY(sheet.open(QIODevice::ReadOnly));
        const QString filled = ui::tokens::filledIn(QString::fromUtf8(sheet.readAll()).section(u"*/"_s, 1));
        QVERIFY2(!filled.contains(u"${"_s), qPrintable(filled.section(u"${"_s, 1).left(40)));
        QVERIFY(filled.contains(u"#e5342f"_s));
    }
};

QTEST_GUILESS_MAIN(TestPainting)
#include "test_painting.moc"
