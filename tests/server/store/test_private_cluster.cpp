// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/test_database.h"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <QElapsedTimer>
#include <QTest>

using namespace tally;
using namespace tally::server;
namespace fs = std::filesystem;

class TestPrivateCluster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFreshClusterIsReadyInTwoSeconds();
    void aSecondServerOnTheSameFolderIsRefused();
    void aKilledPostmasterComesBack();
    void theClusterKeepsItsRowsOverARestart();
    void theClusterDiesWithAKilledServerAndStartsAgain();
    void aLongFolderNameGetsAShortSocket();
    void anUnreachableFolderIsNamed();
    void aHalfMadeClusterIsMadeAgain();
    void aMissingProgramFolderIsNamed();

private:
    static store::PrivateClusterSettings settingsFor(const fs::path& folder);
};

store::PrivateClusterSettings TestPrivateCluster::settingsFor(const fs::path& folder) {
    store::PrivateClusterSettings settings;
    settings.dataFolder = folder;
    return settings;
}

void TestPrivateCluster::aFreshClusterIsReadyInTwoSeconds() {
    test::OpenTemporaryFolder folder;
    QElapsedTimer timer;
    timer.start();
    const auto cluster = store::PrivateCluster::start(settingsFor(folder.path()));
    QVERIFY2(cluster, cluster ? "" : cluster.error().detail.c_str());
    qInfo("ready after %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 10'000); // two seconds on a quiet machine
    struct stat status {};
    QCOMPARE(stat((folder.path() / "postgres").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0700U);
}

void TestPrivateCluster::aSecondServerOnTheSameFolderIsRefused() {
    test::OpenTemporaryFolder folder;
    const auto first = store::PrivateCluster::start(settingsFor(folder.path()));
    const auto second = store::PrivateCluster::start(settingsFor(folder.path()));
    QVERIFY(first && !second);
    QVERIFY(second.error().detail.find("another server uses") != std::string::npos);
}

void TestPrivateCluster::aKilledPostmasterComesBack() {
    test::OpenTemporaryFolder folder;
    store::DatabaseSettings settings;
    settings.cluster = settingsFor(folder.path());
    auto cluster = store::PrivateCluster::start(settings.cluster);
    QVERIFY(cluster);
    store::DatabaseSettings byUrl;
    byUrl.url = (*cluster)->conninfo();
    auto database = store::Database::start(byUrl);
    QVERIFY2(database, database ? "" : database.error().detail.c_str());
    const pid_t before = (*cluster)->postmaster();
    kill(before, SIGKILL);
    const auto rows =
        test::await((*database)->executor(), (*database)->pool().query("SELECT 1", {}, store::Repeat::safe));
    QVERIFY2(rows, rows ? "" : rows.error().detail.c_str());
    QVERIFY((*cluster)->postmaster() != before);
}

void TestPrivateCluster::theClusterKeepsItsRowsOverARestart() {
    test::OpenTemporaryFolder folder;
    store::DatabaseSettings settings;
    settings.cluster = settingsFor(folder.path());
    for (int run = 0; run < 2; ++run) {
        auto database = store::Database::start(settings);
        QVERIFY2(database, database ? "" : database.error().detail.c_str());
        store::Pool& pool = (*database)->pool();
        const auto executor = (*database)->executor();
        test::await(executor, pool.query("CREATE TABLE IF NOT EXISTS t (id int)", {}, store::Repeat::safe)).value();
        test::await(executor, pool.query("INSERT INTO t VALUES (1)", {}, store::Repeat::never)).value();
        const auto rows = test::await(executor, pool.query("SELECT count(*) FROM t", {}, store::Repeat::safe));
        QVERIFY2(rows, rows ? "" : rows.error().detail.c_str());
        QCOMPARE((*rows)[0].integer(0), std::int64_t(run + 1));
    }
}

// The server of this test is a child process of it that is killed in mid-run.
void TestPrivateCluster::theClusterDiesWithAKilledServerAndStartsAgain() {
    test::OpenTemporaryFolder folder;
    int ready[2];
    QCOMPARE(pipe(ready), 0);
    const pid_t server = fork();
    if (server == 0) {
        const auto cluster = store::PrivateCluster::start(settingsFor(folder.path()));
        const pid_t postmaster = cluster ? (*cluster)->postmaster() : 0;
        [[maybe_unused]] const auto written = write(ready[1], &postmaster, sizeof postmaster);
        pause();
        _exit(0);
    }
    pid_t postmaster = 0;
    QCOMPARE(read(ready[0], &postmaster, sizeof postmaster), ssize_t(sizeof postmaster));
    QVERIFY(postmaster > 0);
    kill(server, SIGKILL);
    waitpid(server, nullptr, 0);
    const auto again = store::PrivateCluster::start(settingsFor(folder.path()));
    QVERIFY2(again, again ? "" : again.error().detail.c_str());
    QVERIFY((*again)->postmaster() != postmaster);
}

void TestPrivateCluster::aLongFolderNameGetsAShortSocket() {
    test::OpenTemporaryFolder folder;
    const fs::path deep = folder.path() / std::string(60, 'x') / std::string(60, 'y');
    const auto cluster = store::PrivateCluster::start(settingsFor(deep));
    QVERIFY2(cluster, cluster ? "" : cluster.error().detail.c_str());
    QVERIFY((*cluster)->conninfo().find("host='/tmp/tallylight-") != std::string::npos);
}

void TestPrivateCluster::anUnreachableFolderIsNamed() {
    if (geteuid() != 0) {
        QSKIP("only root runs PostgreSQL as another user");
    }
    test::OpenTemporaryFolder folder;
    const fs::path closed = folder.path() / "closed";
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms::owner_all);
    const auto cluster = store::PrivateCluster::start(settingsFor(closed / "data"));
    QVERIFY(!cluster);
    QVERIFY2(cluster.error().detail.find("chmod o+x " + closed.string()) != std::string::npos,
             cluster.error().detail.c_str());
}

void TestPrivateCluster::aHalfMadeClusterIsMadeAgain() {
    test::OpenTemporaryFolder folder;
    fs::create_directories(folder.path() / "postgres.new" / "base");
    const auto cluster = store::PrivateCluster::start(settingsFor(folder.path()));
    QVERIFY2(cluster, cluster ? "" : cluster.error().detail.c_str());
    QVERIFY(!fs::exists(folder.path() / "postgres.new"));
}

void TestPrivateCluster::aMissingProgramFolderIsNamed() {
    test::OpenTemporaryFolder folder;
    auto settings = settingsFor(folder.path());
    settings.binFolder = "/nowhere/bin";
    const auto cluster = store::PrivateCluster::start(settings);
    QVERIFY(!cluster);
    QVERIFY(cluster.error().detail.find("/nowhere/bin") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPrivateCluster)
#include "test_private_cluster.moc"
