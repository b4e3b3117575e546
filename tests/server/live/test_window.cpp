// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "server/live/event_stream.h"
#include "server/live/volume.h"
#include "tests/core/support/media.h"
#include "tests/server/live/support/bytes_of.h"

#include <sys/resource.h>

#include <csignal>
#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using server::live::DiskThreads;
using server::live::EventStream;
using server::live::StoredTrack;
using server::live::TrackStore;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPartsOfSegment = 5;

core::InitSection videoInit() {
    return *core::parseInitSection(core::writeInitSection(test::videoFormat()));
}

core::Chunk part(std::uint64_t index) {
    auto samples = test::samples(6, index * 18000, 3000, 7);
    samples.front().sync = index % kPartsOfSegment == 0;
    const auto captured = core::CaptureTime(std::chrono::hours(500'000)) + std::chrono::milliseconds(200) * index;
    const auto bytes = core::writeChunk({.sequence = 1, .captured = captured, .samples = samples});
    return *core::parseChunk(bytes, videoInit());
}

// One start of a server over a folder.
class Start {
public:
    explicit Start(const fs::path& folder, std::chrono::seconds window = std::chrono::hours(2)) {
        server::live::StreamOptions options;
        options.window = window;
        options.folder = folder;
        options.disk = &m_disk;
        options.memory = *server::live::MediaMemory::create();
        options.now = [this] {
            return m_now;
        };
        m_stream = *EventStream::open({.slug = "cup"}, std::move(options));
    }

    EventStream& stream() { return *m_stream; }
    void settle() { m_disk.stop(); } // all is written; nothing is from now on
    void pass(std::chrono::seconds time) { m_now += time; }

    void publish(std::uint64_t first, std::uint64_t behindLast, const std::string& session = "start") {
        QVERIFY(m_stream->addInit("v720", session, videoInit()));
        for (std::uint64_t i = first; i < behindLast; ++i) {
            QVERIFY(m_stream->addChunk("v720", session, part(i)));
        }
    }

    std::string playlist() {
        const auto answer = m_stream->playlist("v720", {});
        return answer.playlist ? *answer.playlist->plain().text : std::string();
    }

private:
    std::chrono::steady_clock::time_point m_now{};
    DiskThreads m_disk;
    std::shared_ptr<EventStream> m_stream;
};

core::Bytes segmentBytes(std::uint64_t msn) {
    core::Bytes whole;
    for (std::uint64_t i = msn * kPartsOfSegment; i < (msn + 1) * kPartsOfSegment; ++i) {
        const core::Chunk chunk = part(i);
        whole.insert(whole.end(), chunk.bytes.begin(), chunk.bytes.end());
    }
    return whole;
}

core::SharedBytes read(EventStream& stream, std::uint64_t msn) {
    return server::test::bytesOf(stream.segment("v720", msn), msn);
}

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// No file of this process grows beyond it: a disk that takes nothing more.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

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
        QVERIFY(after.stream().ingestPosition("v720").lastDecodeTime == part(cut - 1).decodeTime);
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
        const FullDisk full(64); // the position is written in place
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
        const FullDisk refusesWrites(64); // with another error than that of no room
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
        QVERIFY(start.stream().addChunk("v480", "start", part(0)));
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
