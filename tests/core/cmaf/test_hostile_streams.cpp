// SPDX-License-Identifier: GPL-3.0-or-later
// What broke others, through the reader that every publisher's bytes come to. Each name begins with the item's number.
#include "core/cmaf/reader.h"
#include "tests/core/support/media.h"
#include "tests/core/support/print.h"
#include "tests/hostile/cmaf_streams.h"

#include <QTest>

using namespace tally;
using core::ErrorCode;
using test::HostileStream;

namespace {

struct Outcome {
    std::size_t items = 0;
    std::size_t pending = 0;
    std::optional<core::Error> error;
};

// As a socket would give it, in pieces.
Outcome read(const core::Bytes& bytes, std::size_t piece) {
    core::CmafReader reader;
    Outcome outcome;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.push(core::ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at)));
        for (;;) {
            const auto item = reader.next();
            if (!item) {
                outcome.error = item.error();
                return outcome;
            }
            if (!*item) {
                break;
            }
            ++outcome.items;
        }
    }
    outcome.pending = reader.pending();
    return outcome;
}

void addRows(const std::vector<HostileStream>& streams) {
    QTest::addColumn<QByteArray>("bytes");
    for (const HostileStream& stream : streams) {
        QTest::newRow(stream.name.c_str())
            << QByteArray(reinterpret_cast<const char*>(stream.bytes.data()), qsizetype(stream.bytes.size()));
    }
}

// The stream of this row ends with an error, the same however it comes, and nothing of the broken item gets out.
void verifyRefused(ErrorCode code) {
    QFETCH(QByteArray, bytes);
    const auto view = std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
    const core::Bytes stream(view.begin(), view.end());
    const Outcome whole = read(stream, stream.size());
    QVERIFY(whole.error);
    QCOMPARE(whole.error->code, code);
    const Outcome byByte = read(stream, 1);
    QVERIFY(byByte.error);
    QCOMPARE(byByte.error->detail, whole.error->detail);
    QCOMPARE(byByte.items, whole.items);
    QVERIFY(whole.items <= 2);
}

} // namespace

class TestHostileStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void h1_impossibleBoxesAreRefused_data() { addRows(test::impossibleBoxes()); }
    void h1_impossibleBoxesAreRefused() {
        const bool isTooLarge = QByteArray(QTest::currentDataTag()).startsWith("2^");
        verifyRefused(isTooLarge ? ErrorCode::tooLarge : ErrorCode::invalid);
    }

    void h2_chainsThatBringNothingEnd_data() { addRows(test::endlessChains()); }
    void h2_chainsThatBringNothingEnd() { verifyRefused(ErrorCode::invalid); }

    void h3_everyTruncationWaitsForMore() {
        const core::Bytes stream = test::goodStream();
        for (std::size_t length = 0; length < stream.size(); ++length) {
            const Outcome outcome = read(core::Bytes(stream.begin(), stream.begin() + std::ptrdiff_t(length)), 64);
            QVERIFY(!outcome.error);
            QVERIFY(outcome.items <= 3);
        }
        QCOMPARE(read(stream, 64).items, std::size_t{4});
    }

    void h4_countsThatOverflowAreRefused_data() { addRows(test::overflowingCounts()); }
    void h4_countsThatOverflowAreRefused() { verifyRefused(ErrorCode::invalid); }

    void h7_codesPastTheirTablesAreRefused_data() { addRows(test::codesPastTables()); }
    void h7_codesPastTheirTablesAreRefused() { verifyRefused(ErrorCode::invalid); }

    void h8_noRoomIsMadeForASizeThatIsOnlySaid_data() { addRows(test::hugeSizes()); }
    void h8_noRoomIsMadeForASizeThatIsOnlySaid() { verifyRefused(ErrorCode::tooLarge); }

    void h14_timesPastTheirRangeAreRefused_data() { addRows(test::impossibleTimes()); }
    void h14_timesPastTheirRangeAreRefused() { verifyRefused(ErrorCode::invalid); }

    void h19_mediaOutOfOrderIsRefused_data() { addRows(test::mediaOutOfOrder()); }
    void h19_mediaOutOfOrderIsRefused() {
        const bool isOtherCodec = QByteArray(QTest::currentDataTag()).startsWith("another codec");
        verifyRefused(isOtherCodec ? ErrorCode::unsupported : ErrorCode::invalid);
    }
};

QTEST_GUILESS_MAIN(TestHostileStreams)
#include "test_hostile_streams.moc"
