// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/volume.h"
#include "tests/server/live/support/bytes_of.h"
#include "tests/server/live/support/refusing_disk.h"
#include "tests/server/live/support/stage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::server::test;
using server::live::DiskThreads;
using server::live::EventStream;
using server::live::StoredTrack;
using server::live::TrackStore;

namespace {

namespace fs = std::filesystem;

// One start of a server over a folder.
class Start {
public:
    explicit Start(const fs::path& folder, std::chrono::seconds window = std::chrono::hours(2))
        : m_stage(Stage::ofCup(), optionsOf(folder, window)) {}

    EventStream& stream() { return *m_stage.stream; }
    void settle() { m_disk.stop(); } // all is written; nothing is from now on
    void pass(std::chrono::seconds time) { m_stage.now += time; }

    void publish(std::uint64_t first, std::uint64_t behindLast, const std::string& session = "start") {
        m_stage.init("v720", session, videoInit());
        m_stage.video("v720", session, first, behindLast);
    }

    std::string playlist() { return m_stage.playlist("v720"); }

private:
    server::live::StreamOptions optionsOf(const fs::path& folder, std::chrono::seconds window) {
        server::live::StreamOptions options;
        options.window = window;
        options.folder = folder;
        options.disk = &m_disk;
        options.memory = *server::live::MediaMemory::create();
        return options;
    }

    DiskThreads m_disk;
    Stage m_stage;
};

core::SharedBytes read(EventStream& stream, std::uint64_t msn) {
    return bytesOf(stream.segment("v720", msn), msn);
}

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aRestartGoesOnAsIfNothingHadBeen();
    void anotherStartOfTheEncoderTakesNewNamesAfterARestart();
    void oldSegmentsAreReadFromDisk();
    void whatLeftTheWindowLeavesTheDisk();
    void everyCutOfTheFilesIsSurvived();
    void withNoRoomTheShowGoesOnFromMemory();
    void aDiskInTroubleCostsNothingThatIsThere();
    void withLittleRoomTheOldestGoesFirst();
    void initSectionsThatNobodyNeedsGo();
    void tracksThatNobodyPublishesAnyMoreGo();

private:
    fs::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWindow::aRestartGoesOnAsIfNothingHadBeen() {
    QTemporaryDir other;
    Start whole(other.path().toStdString());
    whole.publish(0, 33);
    for (const std::uint64_t cut : {1, 4, 5, 6, 13, 20, 32}) {
        QTemporaryDir fresh;
        {
            Start before(fresh.path().toStdString());
            before.publish(0, cut);
            before.settle();
        }
        Start after(fresh.path().toStdString());
        QVERIFY(after.stream().ingestPosition("v720").session == "start");
        QVERIFY(after.stream().ingestPosition("v720").lastDecodeTime == videoPart(cut - 1).decodeTime);
        after.publish(0, 33);
        QCOMPARE(after.playlist(), whole.playlist());
        QVERIFY(*read(after.stream(), 0) == segmentBytes(0));
    }
}

void TestWindow::anotherStartOfTheEncoderTakesNewNamesAfterARestart() {
    {
        Start before(folder());
        before.publish(0, 13); // segment 2 is open
        before.settle();
    }
    Start after(folder());
    after.publish(0, 6, "another");
    const std::string playlist = after.playlist();
    QVERIFY2(playlist.find("2.m4s") != std::string::npos, playlist.c_str()); // as far as it came
    QVERIFY2(
        playlist.find("#EXT-X-GAP\n#EXTINF:1.00000,\n3.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-4.mp4\"") !=
            std::string::npos,
        playlist.c_str()); // 3 may have been given out before its first part was written
    QVERIFY2(playlist.find("4.0.m4s") != std::string::npos, playlist.c_str());
}

void TestWindow::oldSegmentsAreReadFromDisk() {
    Start start(folder());
    start.publish(0, 130 * kPartsOfSegment);
    start.settle();
    QVERIFY(start.stream().segment("v720", 0).store);
    QVERIFY(!start.stream().segment("v720", 120).store);
    for (const std::uint64_t msn : {0, 1, 59, 60, 61, 99, 120, 129}) {
        const auto bytes = read(start.stream(), msn);
        QVERIFY(bytes && *bytes == segmentBytes(msn));
    }
    QVERIFY(start.playlist().find("#EXT-X-MEDIA-SEQUENCE:0\n") != std::string::npos);
}

void TestWindow::whatLeftTheWindowLeavesTheDisk() {
    Start start(folder(), std::chrono::seconds(70));
    start.publish(0, 400 * kPartsOfSegment);
    start.settle();
    QVERIFY(start.playlist().find("#EXT-X-MEDIA-SEQUENCE:330\n") != std::string::npos);
    QVERIFY(!read(start.stream(), 200));
    QVERIFY(*read(start.stream(), 330) == segmentBytes(330));
    QCOMPARE(server::live::Volume::list(folder() / "v720").size(), std::size_t(2)); // from 300 and from 360 on
}

// kill -9, or the end of the machine, at any moment of a write.
void TestWindow::everyCutOfTheFilesIsSurvived() {
    {
        Start before(folder());
        before.publish(0, 7);
        before.settle();
    }
    for (const std::string suffix : {".media", ".index"}) {
        const fs::path file = folder() / "v720" / ("000000000000" + suffix);
        const auto size = fs::file_size(file);
        for (std::uintmax_t cut = 0; cut <= size; cut += cut < 90 ? 1 : 13) {
            QTemporaryDir copy;
            const fs::path there = copy.path().toStdString();
            fs::copy(folder(), there, fs::copy_options::recursive);
            fs::resize_file(there / "v720" / file.filename(), cut);
            Start after(there);
            const auto last = after.stream().ingestPosition("v720").lastDecodeTime;
            QVERIFY(!last || *last % 18000 == 0);
            after.publish(last ? 0 : 5, 12);
            const std::string playlist = after.playlist();
            QVERIFY2(playlist.find("URI=\"2.1.m4s\"") != std::string::npos, playlist.c_str());
        }
    }
}

void TestWindow::withNoRoomTheShowGoesOnFromMemory() {
    {
        Start start(folder());
        start.publish(0, 5);
        start.settle();
    }
    {
        const RefusingDisk full(64); // the position is written in place
        Start start(folder());
        start.publish(5, 60 * kPartsOfSegment);
        start.settle();
        QVERIFY(start.playlist().find("59.m4s") != std::string::npos);
        QVERIFY(*read(start.stream(), 59) == segmentBytes(59));
    }
    Start after(folder());
    after.publish(0, 5, "another");
    const std::string playlist = after.playlist();
    QVERIFY2(playlist.find("61.0.m4s") != std::string::npos, playlist.c_str()); // no name is given out twice
}

void TestWindow::aDiskInTroubleCostsNothingThatIsThere() {
    {
        Start start(folder());
        start.publish(0, 130 * kPartsOfSegment);
        start.settle();
    }
    {
        const RefusingDisk refusesWrites(64); // with another error than that of no room
        Start start(folder());
        start.publish(130 * kPartsOfSegment, 132 * kPartsOfSegment);
        start.settle();
    }
    QCOMPARE(server::live::Volume::list(folder() / "v720").size(), std::size_t(3));
    Start after(folder());
    QVERIFY(*read(after.stream(), 0) == segmentBytes(0));
}

void TestWindow::withLittleRoomTheOldestGoesFirst() {
    StoredTrack found;
    const auto store = *TrackStore::open(folder(), 1, found);
    server::live::PartRecord record;
    record.seconds = 1;
    record.bytes = 1000;
    const core::Bytes media(1000);
    for (record.msn = 0; record.msn < 121; ++record.msn) {
        QVERIFY(store->append(record, media));
    }
    server::live::EventStores stores;
    stores.add(store);
    QVERIFY(stores.dropOldest());
    QCOMPARE(store->firstMsn(), std::uint64_t(60));
    QVERIFY(!store->read(59));
    QVERIFY(store->read(60));
    QVERIFY(stores.dropOldest());
    QVERIFY(!stores.dropOldest()); // what is on air now stays
    QVERIFY(store->read(120));
}

void TestWindow::initSectionsThatNobodyNeedsGo() {
    {
        Start start(folder(), std::chrono::seconds(10));
        start.publish(0, 5);
        for (int i = 0; i < 3; ++i) {
            start.pass(std::chrono::seconds(1));
            start.publish(0, 400, "start " + std::to_string(i));
        }
        start.settle();
    }
    const std::size_t before = filesIn(folder() / "v720");
    Start after(folder(), std::chrono::seconds(10));
    QVERIFY(filesIn(folder() / "v720") < before);
    QVERIFY(after.stream().init("v720", 1) == nullptr);
}

void TestWindow::tracksThatNobodyPublishesAnyMoreGo() {
    {
        Start start(folder(), std::chrono::seconds(60));
        QVERIFY(start.stream().addInit("v480", "start", videoInit()));
        QVERIFY(start.stream().addChunk("v480", "start", videoPart(0)));
        start.publish(0, 62 * kPartsOfSegment);
        start.settle();
    }
    QVERIFY(fs::exists(folder() / "v480"));
    {
        const Start longer(folder(), std::chrono::seconds(70));
        QVERIFY(fs::exists(folder() / "v480"));
    }
    const Start after(folder(), std::chrono::seconds(60));
    QVERIFY(!fs::exists(folder() / "v480"));
    QVERIFY(fs::exists(folder() / "v720"));
}

QTEST_GUILESS_MAIN(TestWindow)
#include "test_window.moc"
