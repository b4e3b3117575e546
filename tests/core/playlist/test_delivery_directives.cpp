// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/delivery_directives.h"
#include "tests/core/support/print.h"

#include <QTest>

using namespace tally::core;

namespace {

using Query = std::vector<std::pair<std::string, std::string>>;

constexpr std::uint64_t kLastMsn = 10;

// The segment 10 has two parts, the one before it had five. 3 / 0.21334 → an advance part limit of 15.
constexpr LiveEdge kEdge{
    .openMsn = kLastMsn, .openParts = 2, .ended = false, .partTargetSeconds = 0.21334, .previousParts = 5};

constexpr std::int64_t kAbsent = -1; // in a table

DeliveryDirectives directives(qint64 msn, qint64 part) {
    DeliveryDirectives wanted;
    wanted.msn = msn == kAbsent ? std::nullopt : std::optional(static_cast<std::uint64_t>(msn));
    wanted.part = part == kAbsent ? std::nullopt : std::optional(static_cast<std::uint64_t>(part));
    return wanted;
}

} // namespace

class TestDeliveryDirectives : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatAPlayerAsks() {
        const auto read =
            parseDeliveryDirectives(Query{{"token", "x"}, {"_HLS_msn", "12"}, {"_HLS_part", "3"}, {"_HLS_skip", "v2"}});
        QVERIFY2(read, tally::test::detailOf(read));
        QCOMPARE(*read->msn, std::uint64_t{12});
        QCOMPARE(*read->part, std::uint64_t{3});
        QVERIFY(read->skip == Skip::v2);
        QVERIFY(parseDeliveryDirectives(Query{{"_HLS_skip", "YES"}})->skip == Skip::yes);
        QVERIFY(parseDeliveryDirectives({})->skip == Skip::none);
    }

    void refusesWhatIsNoDirective_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a part without an msn (§6.2.5.2)") << QByteArray("_HLS_part") << QByteArray("1");
        QTest::newRow("empty") << QByteArray("_HLS_msn") << QByteArray("");
        QTest::newRow("negative") << QByteArray("_HLS_msn") << QByteArray("-1");
        QTest::newRow("a sign") << QByteArray("_HLS_msn") << QByteArray("+1");
        QTest::newRow("a space") << QByteArray("_HLS_msn") << QByteArray(" 1");
        QTest::newRow("hexadecimal") << QByteArray("_HLS_msn") << QByteArray("0x1");
        QTest::newRow("a fraction") << QByteArray("_HLS_msn") << QByteArray("1.5");
        QTest::newRow("2^64") << QByteArray("_HLS_msn") << QByteArray("18446744073709551616");
        QTest::newRow("an unknown skip") << QByteArray("_HLS_skip") << QByteArray("v3");
        QTest::newRow("an empty skip") << QByteArray("_HLS_skip") << QByteArray("");
    }
    void refusesWhatIsNoDirective() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto read = parseDeliveryDirectives(Query{{name.toStdString(), value.toStdString()}});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::invalid);
        QVERIFY(read.error().detail.find(name.toStdString()) != std::string::npos);
    }

    void refusesADirectiveGivenTwice() {
        QVERIFY(!parseDeliveryDirectives(Query{{"_HLS_msn", "1"}, {"_HLS_msn", "1"}}));
        QVERIFY(!parseDeliveryDirectives(Query{{"_HLS_skip", "YES"}, {"_HLS_skip", "v2"}}));
    }

    void decidesByTheRulesOfTheDraft_data() {
        QTest::addColumn<qint64>("msn");
        QTest::addColumn<qint64>("part");
        QTest::addColumn<int>("action");
        const auto row = [](const char* rule, qint64 msn, qint64 part, ReloadAction action) {
            QTest::newRow(rule) << msn << part << static_cast<int>(action);
        };
        row("no directive: the playlist as it is", kAbsent, kAbsent, ReloadAction::answer);
        row("a stale msn: the whole playlist at once", 3, kAbsent, ReloadAction::answer);
        row("a stale msn with a part: likewise", 3, 0, ReloadAction::answer);
        row("a finished segment", 9, kAbsent, ReloadAction::answer);
        row("a part of a finished segment", 9, 4, ReloadAction::answer);
        row("a part past a finished segment is part 0 of the next, which is there", 9, 5, ReloadAction::answer);
        row("far past it: still part 0 of the next", 9, 500, ReloadAction::answer);
        row("the open segment: held until it is finished", 10, kAbsent, ReloadAction::hold);
        row("a part that is there", 10, 1, ReloadAction::answer);
        row("the next part", 10, 2, ReloadAction::hold);
        row("a part at the advance part limit", 10, 16, ReloadAction::hold);
        row("a part beyond the advance part limit", 10, 17, ReloadAction::refuse);
        row("part 0 of the next segment", 11, 0, ReloadAction::hold);
        row("a part of the next segment beyond the limit", 11, 15, ReloadAction::refuse);
        row("the last msn plus two", 12, kAbsent, ReloadAction::hold);
        row("beyond the last msn plus two", 13, kAbsent, ReloadAction::refuse);
        row("beyond the last msn plus two, with a part", 13, 0, ReloadAction::refuse);
        row("the highest number there is (H14)", INT64_MAX, 0, ReloadAction::refuse);
    }
    void decidesByTheRulesOfTheDraft() {
        QFETCH(qint64, msn);
        QFETCH(qint64, part);
        QTEST(static_cast<int>(decideReload(directives(msn, part), kEdge)), "action");
    }

    void anOpenSegmentWithNoPartIsNotInThePlaylistYet() {
        LiveEdge edge = kEdge;
        edge.openParts = 0;
        QVERIFY(decideReload(directives(9, 5), edge) == ReloadAction::hold); // part 0 of 10
        QVERIFY(decideReload(directives(11, kAbsent), edge) == ReloadAction::hold);
        QVERIFY(decideReload(directives(12, kAbsent), edge) == ReloadAction::refuse);
    }

    void beforeTheFirstPartTheFirstSegmentsAreAwaited() {
        const LiveEdge edge{};
        QVERIFY(decideReload(directives(0, 0), edge) == ReloadAction::hold);
        QVERIFY(decideReload(directives(2, kAbsent), edge) == ReloadAction::hold);
        QVERIFY(decideReload(directives(3, kAbsent), edge) == ReloadAction::refuse);
        DeliveryDirectives wraps;
        wraps.msn = UINT64_MAX; // one more would be the open segment, 0
        wraps.part = 0;
        QVERIFY(decideReload(wraps, edge) == ReloadAction::refuse);
    }

    void afterTheEndDirectivesAreIgnored() {
        LiveEdge edge = kEdge;
        edge.ended = true;
        QVERIFY(decideReload(directives(500, 0), edge) == ReloadAction::answer);
    }

    void longPartsHaveALimitOfThree() {
        LiveEdge edge = kEdge;
        edge.partTargetSeconds = 1;
        QVERIFY(decideReload(directives(10, 4), edge) == ReloadAction::hold);
        QVERIFY(decideReload(directives(10, 5), edge) == ReloadAction::refuse);
    }
};

QTEST_GUILESS_MAIN(TestDeliveryDirectives)
#include "test_delivery_directives.moc"
