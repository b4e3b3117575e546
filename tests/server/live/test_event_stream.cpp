// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "server/live/event_stream.h"
#include "tests/core/support/media.h"

#include <QtTest>

using namespace tally;
using server::live::EventStream;

namespace {

core::InitSection videoInit() {
    return *core::parseInitSection(core::writeInitSection(test::videoFormat()));
}

core::Chunk part(std::uint64_t index) {
    auto samples = test::samples(6, index * 18000, 3000, 7);
    samples.front().sync = index % 5 == 0;
    const auto bytes = core::writeChunk({.sequence = 1, .captured = {}, .samples = samples});
    return *core::parseChunk(bytes, videoInit());
}

} // namespace

class TestEventStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLateChunkOfTheStartBeforeIsRefused();
    void aRetriedInitSectionIsNoNewStart();
};

// A connection that is still open when the encoder has started again: its decode times are of another clock, and a
// higher one would make duplicates of all that the new start sends.
void TestEventStream::aLateChunkOfTheStartBeforeIsRefused() {
    EventStream stream({.slug = "cup"}, 30, {});
    QVERIFY(stream.addInit("v720", "first", videoInit()));
    QVERIFY(stream.addChunk("v720", "first", part(5)));
    QVERIFY(stream.addInit("v720", "second", videoInit()));
    QVERIFY(stream.addChunk("v720", "first", part(6))); // the second start sent no media yet
    QVERIFY(stream.addChunk("v720", "second", part(0)));
    const auto late = stream.addChunk("v720", "first", part(7));
    QVERIFY(!late);
    QVERIFY(late.error().code == core::ErrorCode::conflict);
    QVERIFY(stream.ingestPosition("v720").session == "second");
    QVERIFY(stream.ingestPosition("v720").lastDecodeTime == 0U);
}

void TestEventStream::aRetriedInitSectionIsNoNewStart() {
    EventStream stream({.slug = "cup"}, 30, {});
    QVERIFY(stream.addInit("v720", "first", videoInit()));
    QVERIFY(stream.addChunk("v720", "first", part(0)));
    QVERIFY(stream.addInit("v720", "first", videoInit()));
    QVERIFY(stream.addChunk("v720", "first", part(0)));
    QVERIFY(stream.addChunk("v720", "first", part(1)));
    QVERIFY(stream.ingestPosition("v720").lastDecodeTime == 18000U);
    QCOMPARE(stream.position().discontinuities, 0U);
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "test_event_stream.moc"
