// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/scenes.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTextStream>

using namespace Qt::StringLiterals;

// ui_gallery FOLDER WIDTH HEIGHT: photographs every scene of the window, to be looked at. Run with
// QT_QPA_PLATFORM=offscreen.
int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4) {
        QTextStream(stderr) << u"ui_gallery FOLDER WIDTH HEIGHT\n"_s;
        return 2;
    }
    tally::ui::applyTheme(application);
    for (const QString& scene : tally::tests::sceneNames()) {
        tally::tests::StudioBench bench;
        bench.window.setWindowState(Qt::WindowNoState);
        bench.window.resize(arguments[2].toInt(), arguments[3].toInt());
        bench.window.show();
        tally::tests::playScene(bench, scene);
        QElapsedTimer settled;
        for (settled.start(); settled.elapsed() < 400;) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        }
        bench.window.grab().save(arguments[1] + u'/' + scene + u'-' + arguments[2] + u".png"_s);
    }
    return 0;
}
