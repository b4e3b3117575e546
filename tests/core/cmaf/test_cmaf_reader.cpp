// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/reader.h"
#include "tests/core/support/hex.h"
#include "tests/core/support/media.h"
#include "tests/core/support/print.h"

#include <QTest>
#include <random>

using namespace tally;
using core::Bytes;
using core::ErrorCode;

namespace {

Bytes chunkAt(std::uint64_t decodeTime, std::size_t sampleBytes = 40) {
    const auto samples = test::samples(6, decodeTime, 3000, 6, sampleBytes);
    return core::writeChunk({.sequence = 1, .captured = {}, .samples = samples});
}

Bytes stream() {
    return test::joined({core::writeInitSection(test::videoFormat()), chunkAt(0), chunkAt(18000), chunkAt(36000)});
}

// What came out of a reader until it wanted more or failed: "init", "chunk 18000", "error: …".
QStringList drain(core::CmafReader& reader) {
    QStringList items;
    for (;;) {
        const auto item = reader.next();
        if (!item) {
            return items << QStringLiteral("error: ") + QString::fromStdString(item.error().detail);
        }
        if (!*item) {
            return items;
        }
        const auto* chunk = std::get_if<core::Chunk>(&**item);
        items << (chunk != nullptr ? QStringLiteral("chunk %1").arg(chunk->decodeTime) : QStringLiteral("init"));
    }
}

QStringList readAll(const Bytes& bytes, core::CmafReader reader = core::CmafReader()) {
    reader.push(bytes);
    return drain(reader);
}

const QStringList kWhole{QStringLiteral("init"), QStringLiteral("chunk 0"), QStringLiteral("chunk 18000"),
                         QStringLiteral("chunk 36000")};

} // namespace

class TestCmafReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyFragmentationGivesTheSameItems_data() {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 7, 13, 100, 777, 1'000'000}) {
            QTest::addRow("%d bytes", piece) << piece;
        }
    }
    void anyFragmentationGivesTheSameItems() {
        QFETCH(int, piece);
        const Bytes bytes = stream();
        core::CmafReader reader;
        QStringList items;
        for (std::size_t at = 0; at < bytes.size(); at += static_cast<std::size_t>(piece)) {
            const std::size_t length = std::min(static_cast<std::size_t>(piece), bytes.size() - at);
            reader.push(core::ByteView(bytes).subspan(at, length));
            items << drain(reader);
        }
        QCOMPARE(items, kWhole);
        QCOMPARE(reader.pending(), std::size_t{0});
    }

    void everyTruncationNeedsMore() { // HOSTILE H3
        const Bytes bytes = stream();
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            core::CmafReader reader;
            reader.push(core::ByteView(bytes).first(length));
            const QStringList items = drain(reader);
            QVERIFY(items.size() < kWhole.size());
            QCOMPARE(items, kWhole.first(items.size()));
        }
    }

    void aTruncatedEndIsPending() {
        Bytes bytes = stream();
        bytes.pop_back();
        core::CmafReader reader;
        reader.push(bytes);
        drain(reader);
        QCOMPARE(reader.pending(), chunkAt(0).size() - 1);
    }

    void itemsHoldTheBytesThatCame() {
        const Bytes styp = test::box("styp", test::hex("6d736468 00000000"));
        const Bytes chunk = test::joined({styp, test::box("sidx", Bytes(24)), chunkAt(5)});
        core::CmafReader reader;
        reader.push(test::joined({core::writeInitSection(test::videoFormat()), chunk}));
        QCOMPARE(std::get<core::InitSection>(**reader.next()).bytes, core::writeInitSection(test::videoFormat()));
        QCOMPARE(std::get<core::Chunk>(**reader.next()).bytes, chunk);
    }

    void mediaBeforeAnInitSectionIsRefused() { // HOSTILE H19
        QCOMPARE(readAll(chunkAt(0)),
                 QStringList(QStringLiteral("error: media came before an init section; send ftyp and moov first")));
    }

    void aLaterBodyMayBeginWithAChunk() {
        const auto init = core::parseInitSection(core::writeInitSection(test::videoFormat()));
        QCOMPARE(readAll(chunkAt(7), core::CmafReader({}, *init)), QStringList(QStringLiteral("chunk 7")));
    }

    void aSecondInitSectionCountsFromThereOn() { // HOSTILE H19: a codec change in mid-stream
        core::CmafReader reader;
        reader.push(test::joined({core::writeInitSection(test::videoFormat()), chunkAt(0),
                                  core::writeInitSection(test::audioFormat()), chunkAt(9)}));
        reader.next();
        reader.next();
        QVERIFY(std::get<core::InitSection>(**reader.next()).format.kind == core::MediaKind::audio);
        QCOMPARE(std::get<core::Chunk>(**reader.next()).decodeTime, std::uint64_t{9});
    }

    void theEndOfARecordingIsPassedOver() {
        const Bytes end = test::joined({test::box("mfra", Bytes(40)), test::box("free", Bytes(3))});
        QCOMPARE(readAll(test::joined({stream(), end})), kWhole);
    }

    void refusesWhatIsNoStreamOfBoxes_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const char* head, const char* error) {
            QTest::newRow(name) << QByteArray(head) << QString::fromLatin1(error);
        };
        row("HTML", "3c68746d 6c3e0d0a", "error: 'l>..' is no box of a CMAF stream");
        row("a size of 0 (H1)", "00000000 6d646174", "error: box 'mdat' has the impossible size 0");
        row("a moov over the limit, at its header (H8)", "00010001 6d6f6f76",
            "error: box 'moov' of 65537 bytes is over the limit of 65536");
        row("an mdat over the limit, at its header (H8)", "7fffffff 6d646174",
            "error: box 'mdat' of 2147483647 bytes is over the limit of 16777216");
        row("an mdat of 2^64-1 bytes (H1)", "00000001 6d646174 ffffffffffffffff",
            "error: box 'mdat' of 18446744073709551615 bytes is over the limit of 16777216");
    }
    void refusesWhatIsNoStreamOfBoxes() {
        QFETCH(QByteArray, head);
        QFETCH(QString, error);
        QCOMPARE(readAll(test::hex(head.toStdString())), QStringList(error));
    }

    void severalBoxesTogetherStayWithinTheLimit() { // HOSTILE H8
        core::CmafReader reader({.initBytes = 64 * 1024, .chunkBytes = 100, .boxesBetweenChunks = 16});
        reader.push(test::joined({test::box("free", Bytes(60)), test::hex("0000002b 66726565")}));
        QCOMPARE(drain(reader), QStringList(QStringLiteral("error: box 'free' of 43 bytes is over the limit of 100")));
    }

    void aChainOfEmptyBoxesEnds() { // HOSTILE H2
        Bytes chain;
        for (int i = 0; i < 1000; ++i) {
            const Bytes empty = test::box("free", {});
            chain.insert(chain.end(), empty.begin(), empty.end());
        }
        QCOMPARE(readAll(chain), QStringList(QStringLiteral("error: too many boxes without media")));
    }

    void anErrorStays() {
        core::CmafReader reader;
        reader.push(test::hex("00000000 6d646174"));
        const QStringList first = drain(reader);
        reader.push(stream());
        QCOMPARE(drain(reader), first);
    }

    void turnedBitsNeverCrash() { // a short look; the long one is a fuzzer's
        const Bytes whole = stream();
        std::mt19937 random(20'261'124); // fixed: a failure can be repeated
        for (int round = 0; round < 3000; ++round) {
            Bytes bytes = whole;
            for (int flip = 0; flip < 3; ++flip) {
                bytes[random() % bytes.size()] ^= static_cast<std::byte>(1U << random() % 8);
            }
            const QStringList items = readAll(bytes);
            QVERIFY(items.size() <= kWhole.size() + 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestCmafReader)
#include "test_cmaf_reader.moc"
