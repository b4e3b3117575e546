// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/volume.h"
#include "tests/server/live/support/bytes_of.h"
#include "tests/server/live/support/refusing_disk.h"
#include "tests/server/live/support/stage.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <sys/mount.h>

#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::server::test;
using server::live::DiskThreads;

namespace {

namespace fs = std::filesystem;

// A disk of a few mebibytes, which is really full when it is full. Root alone may mount it.
class SmallDisk {
public:
    explicit SmallDisk(const std::string& options) {
        m_isThere = ::mount("tmpfs", path().c_str(), "tmpfs", 0, options.c_str()) == 0;
    }
    ~SmallDisk() {
        if (m_isThere) {
            ::umount2(path().c_str(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool isThere() const { return m_isThere; }
    std::string path() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
    bool m_isThere = false;
};

// Waits until all that was published is on disk, or was found not to go there.
void settle(DiskThreads& disk) {
    boost::asio::io_context context;
    boost::asio::co_spawn(
        context,
        [&]() -> boost::asio::awaitable<void> {
            const auto waiter = disk.written(co_await boost::asio::this_coro::executor);
            co_await server::live::Waiter::wait(waiter, std::chrono::steady_clock::now() + std::chrono::seconds(30));
        },
        boost::asio::detached);
    context.run();
}

void publish(Stage& stage, DiskThreads& disk, std::uint64_t firstSegment, std::uint64_t behindLast,
             std::size_t bytesOfFrame = 5) {
    for (std::uint64_t segment = firstSegment; segment < behindLast; ++segment) {
        for (std::uint64_t part = segment * kPartsOfSegment; part < (segment + 1) * kPartsOfSegment; ++part) {
            for (const char* track : {"v480", "v720"}) {
                QVERIFY(stage.stream->addChunk(track, "a", videoPart(part, bytesOfFrame)));
            }
        }
        settle(disk);
    }
}

std::string beginOf(const std::string& playlist) {
    const auto at = playlist.find("#EXT-X-MEDIA-SEQUENCE:");
    return playlist.substr(at, playlist.find('\n', at) - at);
}

bool canBeRead(Stage& stage, std::uint64_t msn) {
    return bytesOf(stage.stream->segment("v720", msn), msn) != nullptr;
}

} // namespace

class TestDiskTrouble : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowComesBackByItself();
    void aFullDiskTakesTheOldestOfAllTracksAlike();
    void aQuotaTakesTheOldestOfAllTracksAlike();
    void aNewQuotaTakesEffectAtOnce();
};

void TestDiskTrouble::theWindowComesBackByItself() {
    QTemporaryDir folder;
    DiskThreads disk;
    Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk});
    stage.init("v480", "a", videoInit());
    stage.init("v720", "a", videoInit());
    publish(stage, disk, 0, 70);
    {
        const RefusingDisk trouble(64);
        publish(stage, disk, 70, 72);
    }
    publish(stage, disk, 72, 130);
    const std::string playlist = stage.playlist("v720");
    QCOMPARE(beginOf(playlist), std::string("#EXT-X-MEDIA-SEQUENCE:0"));
    QVERIFY(playlist.find("#EXT-X-GAP\n#EXTINF:1.00000,\n70.m4s") != std::string::npos);
    QVERIFY(playlist.find("#EXT-X-GAP\n#EXTINF:1.00000,\n72.m4s") == std::string::npos);
    for (const std::uint64_t msn : {0, 59, 69, 72, 90, 129}) {
        QVERIFY(canBeRead(stage, msn));
    }
    QVERIFY(!canBeRead(stage, 70));
}

void TestDiskTrouble::aFullDiskTakesTheOldestOfAllTracksAlike() {
    const SmallDisk small("size=3m");
    if (!small.isThere()) {
        QSKIP("only root may mount a small disk");
    }
    DiskThreads disk;
    Stage stage(Stage::ofCup(), {.folder = small.path() + "/cup", .disk = &disk});
    stage.init("v480", "a", videoInit());
    stage.init("v720", "a", videoInit());
    publish(stage, disk, 0, 260, 300); // 10 kB a segment: 2 MB a minute for both would be 5 MB
    const std::string begin = beginOf(stage.playlist("v720"));
    QCOMPARE(beginOf(stage.playlist("v480")), begin);
    QVERIFY2(begin != "#EXT-X-MEDIA-SEQUENCE:0", begin.c_str());
    const std::uint64_t first = std::stoull(begin.substr(begin.find(':') + 1));
    QCOMPARE(first % 60, std::uint64_t(0));
    for (const std::uint64_t msn : {first, std::uint64_t(259)}) {
        QVERIFY(canBeRead(stage, msn));
    }
    QVERIFY(stage.playlist("v720").find("#EXT-X-GAP") == std::string::npos);
}

void TestDiskTrouble::aQuotaTakesTheOldestOfAllTracksAlike() {
    QTemporaryDir folder;
    DiskThreads disk;
    auto settings = Stage::ofCup();
    settings.quotaBytes = 2'000'000;
    Stage stage(settings, {.folder = folder.path().toStdString(), .disk = &disk});
    stage.init("v480", "a", videoInit());
    stage.init("v720", "a", videoInit());
    for (std::uint64_t segment = 0; segment < 260; ++segment) {
        publish(stage, disk, segment, segment + 1, 300);
        QVERIFY(stage.stream->counts().diskBytes < 2'050'000);
    }
    const std::string begin = beginOf(stage.playlist("v720"));
    QCOMPARE(beginOf(stage.playlist("v480")), begin);
    QVERIFY2(begin != "#EXT-X-MEDIA-SEQUENCE:0", begin.c_str());
}

void TestDiskTrouble::aNewQuotaTakesEffectAtOnce() {
    QTemporaryDir folder;
    DiskThreads disk;
    Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk});
    stage.init("v480", "a", videoInit());
    stage.init("v720", "a", videoInit());
    publish(stage, disk, 0, 130, 300);
    auto settings = Stage::ofCup();
    settings.window = std::chrono::seconds(100);
    stage.stream->change(settings);
    QCOMPARE(beginOf(stage.playlist("v720")), std::string("#EXT-X-MEDIA-SEQUENCE:30"));
    settings.quotaBytes = 1'800'000;
    stage.stream->change(settings);
    settle(disk);
    QCOMPARE(beginOf(stage.playlist("v720")), std::string("#EXT-X-MEDIA-SEQUENCE:60"));
    QCOMPARE(server::live::Volume::list(folder.path().toStdString() + "/v720").size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(TestDiskTrouble)
#include "test_disk_trouble.moc"
