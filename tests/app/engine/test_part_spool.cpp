// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/part_spool.h"

#include <sys/resource.h>

#include <csignal>
#include <QDir>
#include <QtTest>

using namespace tally;

namespace {

core::Bytes bytesOf(std::size_t size, int value) {
    return core::Bytes(size, static_cast<std::byte>(value));
}

} // namespace

class TestPartSpool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesBackWhatItTook();
    void aFileGoesWithItsLastPart();
    void filesBeginWithASyncPart();
    void refusesBeyondItsLimit();
    void withoutAFolderNothingFits();
    void aFolderThatCannotBeMadeIsAnError();
    void aDiskThatRefusesLeavesNoFileBehind();
    void leftoversOfAKilledEngineAreRemoved();
    void atTheEndNothingIsLeft();

private:
    std::filesystem::path folder() const { return m_folder->filePath(QStringLiteral("spool")).toStdString(); }
    qsizetype files() const { return QDir(QString::fromStdString(folder().string())).entryList(QDir::Files).size(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPartSpool::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestPartSpool::givesBackWhatItTook() {
    app::PartSpool spool(folder(), "v720", 1000);
    const auto first = spool.write(bytesOf(300, 1), true);
    const auto second = spool.write(bytesOf(200, 2), false);
    QVERIFY(*spool.read(*second).value() == bytesOf(200, 2));
    QVERIFY(*spool.read(*first).value() == bytesOf(300, 1));
    QCOMPARE(spool.bytes(), 500U);
}

void TestPartSpool::aFileGoesWithItsLastPart() {
    app::PartSpool spool(folder(), "v720", 1000);
    const auto first = spool.write(bytesOf(300, 1), true);
    const auto second = spool.write(bytesOf(200, 2), false);
    spool.release(*first);
    QCOMPARE(files(), 1);
    spool.release(*second);
    QCOMPARE(files(), 0);
    QCOMPARE(spool.bytes(), 0U);
    QVERIFY(!spool.read(*second));
    QVERIFY(spool.write(bytesOf(100, 3), true));
}

void TestPartSpool::filesBeginWithASyncPart() {
    app::PartSpool spool(folder(), "v720", 10 << 20);
    QCOMPARE(spool.write(bytesOf(2 << 20, 1), true)->file, 0U);
    QCOMPARE(spool.write(bytesOf(100, 2), false)->file, 0U);
    QCOMPARE(spool.write(bytesOf(100, 3), true)->file, 1U);
}

void TestPartSpool::refusesBeyondItsLimit() {
    app::PartSpool spool(folder(), "v720", 1000);
    const auto first = spool.write(bytesOf(900, 1), true);
    const auto second = spool.write(bytesOf(101, 2), true);
    QVERIFY(!second);
    QVERIFY(second.error().code == core::ErrorCode::tooLarge);
    spool.release(*first);
    QVERIFY(spool.write(bytesOf(101, 2), true));
}

void TestPartSpool::withoutAFolderNothingFits() {
    app::PartSpool spool({}, "v720", 1000);
    QVERIFY(!spool.write(bytesOf(1, 1), true));
}

void TestPartSpool::aFolderThatCannotBeMadeIsAnError() {
    app::PartSpool spool("/proc/no-such-folder", "v720", 1000);
    const auto written = spool.write(bytesOf(1, 1), true);
    QVERIFY(!written);
    QVERIFY(written.error().code == core::ErrorCode::unavailable);
    QCOMPARE(spool.bytes(), 0U);
}

void TestPartSpool::aDiskThatRefusesLeavesNoFileBehind() {
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN); // else it kills instead of failing the write
    const rlimit small{1000, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    app::PartSpool spool(folder(), "v720", 1 << 20);
    const auto first = spool.write(bytesOf(800, 1), true);
    const auto broken = spool.write(bytesOf(800, 2), false); // half of it still fits into the file
    const auto tooLong = spool.write(bytesOf(1200, 3), true);
    const auto fourth = spool.write(bytesOf(700, 4), true);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!broken);
    QVERIFY(!tooLong);
    QVERIFY(*spool.read(*first).value() == bytesOf(800, 1));
    QVERIFY(*spool.read(*fourth).value() == bytesOf(700, 4));
    QCOMPARE(spool.bytes(), 1500U);
    QCOMPARE(files(), 2);
}

void TestPartSpool::leftoversOfAKilledEngineAreRemoved() {
    QDir().mkpath(QString::fromStdString(folder().string()));
    for (const char* name : {"v720.7.spool", "v720-b.7.spool", "v720.notes.txt"}) {
        QFile file(QString::fromStdString((folder() / name).string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    const app::PartSpool spool(folder(), "v720", 1000);
    QVERIFY(!std::filesystem::exists(folder() / "v720.7.spool"));
    QVERIFY(std::filesystem::exists(folder() / "v720-b.7.spool"));
    QVERIFY(std::filesystem::exists(folder() / "v720.notes.txt"));
}

void TestPartSpool::atTheEndNothingIsLeft() {
    {
        app::PartSpool spool(folder(), "v720", 1000);
        QVERIFY(spool.write(bytesOf(100, 1), true));
        QCOMPARE(files(), 1);
    }
    QCOMPARE(files(), 0);
}

QTEST_GUILESS_MAIN(TestPartSpool)
#include "test_part_spool.moc"
