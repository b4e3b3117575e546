// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/arrows.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tally::test;

namespace {

// A house of one file with one include.
QStringList arrowsOf(const QString& path, const QByteArray& line) {
    const QTemporaryDir folder;
    const QDir house(folder.path());
    house.mkpath(QFileInfo(path).path());
    QFile file(house.filePath(path));
    if (!file.open(QIODevice::WriteOnly)) {
        return {QStringLiteral("the test cannot write")};
    }
    file.write("// SPDX-License-Identifier: GPL-3.0-or-later\n" + line + "\n");
    file.close();
    return wrongArrows(house);
}

} // namespace

class TestLayering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHouseHasNoWrongArrow() {
        const QDir house(QStringLiteral(TALLY_HOUSE));
        QVERIFY(sourcesIn(house) > 50);
        const QStringList wrong = wrongArrows(house);
        QVERIFY2(wrong.isEmpty(), qPrintable(QLatin1Char('\n') + wrong.join(QLatin1Char('\n'))));
    }

    void aWrongArrowIsFound_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char* path, const char* line) {
            QTest::addRow("%s %s", path, line) << QString::fromLatin1(path) << QByteArray(line);
        };
        row("core/live/x.h", "#include <QString>");
        row("core/live/x.h", "#include <gst/gst.h>");
        row("core/live/x.h", "#include \"gst/switcher.h\"");
        row("core/live/x.h", "#include \"server/live/interfaces.h\"");
        row("core/live/x.cpp", "#include <boost/asio/io_context.hpp>");
        row("core/live/x.cpp", "#include <boost/asio.hpp>");
        row("core/live/x.cpp", "  #  include <thread>");
        row("core/live/x.cpp", "#include <fstream>");
        row("gst/x.cpp", "#include <QObject>");
        row("gst/x.cpp", "#include \"ui/monitor.h\"");
        row("gst/x.cpp", "#include \"app/engine/x.h\"");
        row("server/live/x.cpp", "#include <QtCore/QString>");
        row("server/live/x.cpp", "#include <gst/gst.h>");
        row("server/live/x.cpp", "#include \"gst/switcher.h\"");
        row("server/live/x.cpp", "#include <boost/beast/http.hpp>");
        row("server/live/x.cpp", "#include <libpq-fe.h>");
        row("server/store/x.cpp", "#include <hiredis/hiredis.h>");
        row("ui/x.h", "#include \"gst/switcher.h\"");
        row("ui/x.h", "#include \"server/net/http.h\"");
        row("ui/x.h", "#include \"app/studio/x.h\"");
        row("ui/x.h", "#include <gst/gst.h>");
        row("app/engine/x.cpp", "#include \"server/net/http.h\"");
        row("app/engine/x.cpp", "#include \"../studio/x.h\"");
        row("server/net/x.cpp", "#include \"tests/server/support/await.h\"");
    }
    void aWrongArrowIsFound() {
        QFETCH(QString, path);
        QFETCH(QByteArray, line);
        const QStringList wrong = arrowsOf(path, line);
        QCOMPARE(wrong.size(), 1);
        QVERIFY(wrong.first().startsWith(path + QStringLiteral(":2: ")));
    }

    void aRightArrowIsNot_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char* path, const char* line) {
            QTest::addRow("%s %s", path, line) << QString::fromLatin1(path) << QByteArray(line);
        };
        row("core/live/x.h", "#include \"core/result.h\"");
        row("core/live/x.h", "#include <chrono>");
        row("core/live/x.h", "#include <boost/json/value.hpp>");
        row("core/live/x.h", "// once it included <QString>");
        row("gst/x.cpp", "#include <gst/gst.h>");
        row("gst/x.cpp", "#include <thread>");
        row("server/net/x.cpp", "#include <boost/beast/http.hpp>");
        row("server/store/x.cpp", "#include <libpq-fe.h>");
        row("server/live/x.cpp", "#include <boost/asio/io_context.hpp>");
        row("ui/x.h", "#include <QWidget>");
        row("app/engine/x.cpp", "#include \"gst/switcher.h\"");
        row("app/studio/x.cpp", "#include \"ui/monitor.h\"");
        row("tests/core/x.cpp", "#include <QTest>");
    }
    void aRightArrowIsNot() {
        QFETCH(QString, path);
        QFETCH(QByteArray, line);
        QCOMPARE(arrowsOf(path, line), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLayering)
#include "test_layering.moc"
