// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gst/support/recorder.h"
#include "tests/gst/support/shows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::gst::test;

// A machine without GStreamer's plugins: before anything has initialised the library.
class TestMissingElements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errorNamesTheElementAndItsPackage() {
        const QTemporaryDir empty;
        qputenv("GST_PLUGIN_SYSTEM_PATH_1_0", empty.path().toLocal8Bit());
        qputenv("GST_PLUGIN_PATH_1_0", empty.path().toLocal8Bit());
        qputenv("GST_REGISTRY_1_0", empty.filePath(QStringLiteral("registry")).toLocal8Bit());
        Recorder recorder;
        const auto switcher = gst::createSwitcher(smallProfile(), {pattern("a", "ball")}, "a", "a", recorder);
        QVERIFY(!switcher);
        QVERIFY(switcher.error().code == core::ErrorCode::unavailable);
        QCOMPARE(QString::fromStdString(switcher.error().detail),
                 QStringLiteral("GStreamer has no element queue: install the package libgstreamer1.0-0"));
    }
};

QTEST_GUILESS_MAIN(TestMissingElements)
#include "test_missing_elements.moc"
