// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/bus_memory.h"

#include <QFile>
#include <QtTest>

using namespace tally;

class TestBusMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void nothingIsRememberedAtFirst();
    void theLastTakeOutlivesTheProcess();
    void whatStaysTheSameIsNotWrittenAgain();
    void aFileThatIsNotWholeIsNothing();
    void aFolderThatIsGoneDoesNotStopTheShow();

private:
    std::filesystem::path controlFile() const {
        return m_folder->filePath(QStringLiteral("control.json")).toStdString();
    }
    QString file() const { return m_folder->filePath(QStringLiteral("control.buses.json")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestBusMemory::nothingIsRememberedAtFirst() {
    QVERIFY(!app::BusMemory(controlFile()).read());
}

void TestBusMemory::theLastTakeOutlivesTheProcess() {
    app::BusMemory memory(controlFile());
    memory.remember({"clip", "clock"});
    memory.remember({"clock", "clip"});
    QVERIFY(app::BusMemory(controlFile()).read() == (app::Buses{"clock", "clip"}));
}

void TestBusMemory::whatStaysTheSameIsNotWrittenAgain() {
    app::BusMemory memory(controlFile());
    memory.remember({"clip", "clock"});
    QVERIFY(QFile::remove(file()));
    memory.remember({"clip", "clock"});
    QVERIFY(!QFile::exists(file()));
}

void TestBusMemory::aFileThatIsNotWholeIsNothing() {
    QFile broken(file());
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(R"({"programme": "cl)");
    broken.close();
    QVERIFY(!app::BusMemory(controlFile()).read());
}

void TestBusMemory::aFolderThatIsGoneDoesNotStopTheShow() {
    app::BusMemory memory("/nowhere/control.json");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot remember the take in /nowhere/.*")));
    memory.remember({"clip", "clock"});
    QVERIFY(!memory.read());
}

QTEST_GUILESS_MAIN(TestBusMemory)
#include "test_bus_memory.moc"
