// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/media_memory.h"
#include "server/live/segment_memory.h"
#include "tests/server/live/support/bytes_of.h"
#include "tests/server/live/support/refusing_disk.h"
#include "tests/server/live/support/stage.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tally;
using namespace tally::server::test;
using server::live::DiskThreads;
using server::live::EventStream;
using server::live::MediaBytes;
using server::live::MediaMemory;
using server::live::SegmentMemory;

namespace {

constexpr std::size_t kBytesOfFrame = 1000;
constexpr std::uint64_t kPage = 4096;

core::Chunk part(std::uint64_t index) {
    return videoPart(index, kBytesOfFrame);
}

core::Bytes wholeSegment(std::uint64_t msn) {
    return segmentBytes(msn, kBytesOfFrame);
}

void publish(EventStream& stream, std::uint64_t first, std::uint64_t behindLast, const std::string& track = "v720") {
    QVERIFY(stream.addInit(track, "a", videoInit()));
    for (std::uint64_t i = first; i < behindLast; ++i) {
        QVERIFY(stream.addChunk(track, "a", part(i)));
    }
}

MediaBytes partOf(EventStream& stream, std::uint64_t msn, std::uint64_t index) {
    return stream.part("v720", msn, index, {}).bytes;
}

core::Bytes mappedBytesOf(const MediaBytes& media) {
    const auto* const first = reinterpret_cast<const std::byte*>(media.file.mapped);
    return {first, first + media.size()};
}

} // namespace

class TestMediaMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_memory = *MediaMemory::create(); }
    void partsAndSegmentsAreSlicesOfTheMemory();
    void tracksSideBySideKeepTheirBytes();
    void theMemoryOfATrackStaysBounded();
    void aSliceOutlivesItsSegment();
    void aRunThatIsTakenAgainIsEmpty();
    void withoutRoomPartsStayOnTheHeap();
    void aSegmentLongerThanARunStaysOnTheHeap();
    void anEventThatEndsGivesItsMemoryBack();
    void aRestartPutsWhatIsOnDiskIntoTheMemory();

private:
    std::shared_ptr<MediaMemory> m_memory;
};

void TestMediaMemory::partsAndSegmentsAreSlicesOfTheMemory() {
    Stage stage(Stage::ofCup(), {.folder = {}, .memory = m_memory});
    publish(*stage.stream, 0, 7);
    for (std::uint64_t i = 0; i < 7; ++i) {
        const MediaBytes slice = partOf(*stage.stream, i / kPartsOfSegment, i % kPartsOfSegment);
        QVERIFY(slice.file && !slice.heap);
        QVERIFY(bytesOf(slice) == part(i).bytes);
        QVERIFY(mappedBytesOf(slice) == part(i).bytes);
    }
    const MediaBytes whole = stage.stream->segment("v720", 0).bytes;
    QVERIFY(whole.file);
    QCOMPARE(whole.file.offset, partOf(*stage.stream, 0, 0).file.offset);
    QVERIFY(bytesOf(whole) == wholeSegment(0));
    QVERIFY(mappedBytesOf(whole) == wholeSegment(0));
    QVERIFY(!stage.stream->segment("v720", 1).bytes); // it is open
}

void TestMediaMemory::tracksSideBySideKeepTheirBytes() {
    Stage stage(Stage::ofCup(), {.folder = {}, .memory = m_memory});
    for (std::uint64_t i = 0; i < 10; ++i) {
        publish(*stage.stream, i, i + 1, "v720");
        publish(*stage.stream, i, i + 1, "v480");
    }
    for (const char* track : {"v720", "v480"}) {
        QVERIFY(bytesOf(stage.stream->segment(track, 1).bytes) == wholeSegment(1));
    }
}

void TestMediaMemory::theMemoryOfATrackStaysBounded() {
    const QTemporaryDir folder;
    DiskThreads disk;
    Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk, .memory = m_memory});
    const std::uint64_t ofSegment = (wholeSegment(0).size() / kPage + 1) * kPage;
    for (std::uint64_t msn = 0; msn < 200; ++msn) {
        publish(*stage.stream, msn * kPartsOfSegment, (msn + 1) * kPartsOfSegment);
        QVERIFY(m_memory->bytes() <= 31 * ofSegment);
    }
    QVERIFY(m_memory->bytes() >= 30 * (ofSegment - kPage));
    QVERIFY(m_memory->take().offset < 40 * MediaMemory::kRunBytes); // runs are used again
}

// A viewer with a bad line is still reading it.
void TestMediaMemory::aSliceOutlivesItsSegment() {
    const QTemporaryDir folder;
    DiskThreads disk;
    Stage stage(Stage::ofCup(), {.folder = folder.path().toStdString(), .disk = &disk, .memory = m_memory});
    publish(*stage.stream, 0, 2 * kPartsOfSegment);
    MediaBytes whole = stage.stream->segment("v720", 0).bytes;
    const MediaBytes one = partOf(*stage.stream, 1, 2);
    publish(*stage.stream, 2 * kPartsOfSegment, 100 * kPartsOfSegment);
    QVERIFY(stage.stream->segment("v720", 0).store);
    QVERIFY(bytesOf(whole) == wholeSegment(0));
    QVERIFY(bytesOf(one) == part(kPartsOfSegment + 2).bytes);
    const std::uint64_t held = m_memory->bytes();
    whole = {};
    QVERIFY(m_memory->bytes() <= held - wholeSegment(0).size());
    QVERIFY(bytesOf(one) == part(kPartsOfSegment + 2).bytes);
}

void TestMediaMemory::aRunThatIsTakenAgainIsEmpty() {
    const core::Bytes first(10'000, std::byte{1});
    const core::Bytes second(10, std::byte{2});
    auto segment = std::make_shared<SegmentMemory>(m_memory);
    auto slice = segment->append(first);
    const std::uint64_t offset = slice.offset;
    segment.reset();
    QVERIFY(m_memory->bytes() >= first.size());
    slice = {};
    QCOMPARE(m_memory->bytes(), std::uint64_t(0));
    segment = std::make_shared<SegmentMemory>(m_memory);
    slice = segment->append(second);
    QCOMPARE(slice.offset, offset);
    QCOMPARE(m_memory->bytes(), kPage);
    QVERIFY(bytesOf(slice) == second);
}

void TestMediaMemory::withoutRoomPartsStayOnTheHeap() {
    Stage stage(Stage::ofCup(), {.folder = {}, .memory = m_memory});
    publish(*stage.stream, 0, 2);
    {
        const RefusingDisk noRoom(0);
        publish(*stage.stream, 2, 4);
    }
    publish(*stage.stream, 4, 3 * kPartsOfSegment);
    QVERIFY(partOf(*stage.stream, 0, 1).file);
    QVERIFY(partOf(*stage.stream, 0, 2).heap);
    QVERIFY(bytesOf(partOf(*stage.stream, 0, 3)) == part(3).bytes);
    QVERIFY(partOf(*stage.stream, 0, 4).file);
    QVERIFY(bytesOf(stage.stream->segment("v720", 0).bytes) == wholeSegment(0)); // joined
    QVERIFY(stage.stream->segment("v720", 1).bytes.file);
}

void TestMediaMemory::aSegmentLongerThanARunStaysOnTheHeap() {
    const auto segment = std::make_shared<SegmentMemory>(m_memory);
    const core::Bytes large(MediaMemory::kRunBytes / 4 + 1);
    QVERIFY(segment->append(large));
    QVERIFY(segment->append(large));
    QVERIFY(segment->append(large));
    QVERIFY(!segment->append(large));
    QVERIFY(segment->append(core::Bytes(1)));
}

void TestMediaMemory::anEventThatEndsGivesItsMemoryBack() {
    {
        Stage stage(Stage::ofCup(), {.folder = {}, .memory = m_memory});
        publish(*stage.stream, 0, 12);
        QVERIFY(m_memory->bytes() > 0);
    }
    QCOMPARE(m_memory->bytes(), std::uint64_t(0));
}

void TestMediaMemory::aRestartPutsWhatIsOnDiskIntoTheMemory() {
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    {
        DiskThreads disk;
        Stage before(Stage::ofCup(), {.folder = path, .disk = &disk});
        publish(*before.stream, 0, 13); // segment 2 is open
        disk.stop();
    }
    DiskThreads disk;
    Stage after(Stage::ofCup(), {.folder = path, .disk = &disk, .memory = m_memory});
    QVERIFY(partOf(*after.stream, 2, 2).file);
    QVERIFY(after.stream->segment("v720", 1).bytes.file);
    publish(*after.stream, 13, 16);
    const MediaBytes whole = after.stream->segment("v720", 2).bytes;
    QVERIFY(whole.file); // what came before the restart, and behind it
    QVERIFY(bytesOf(whole) == wholeSegment(2));
}

QTEST_GUILESS_MAIN(TestMediaMemory)
#include "test_media_memory.moc"
