// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_rules.h"
#include "server/cues/cue_selection.h"
#include "server/cues/date_range.h"

#include <QTest>

using namespace tally;
using namespace tally::server::cues;
using namespace std::chrono_literals;

class TestCueRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durationsAreTenSecondsToTwoMinutes();
    void leadsAndIdsAreChecked();
    void theCampaignFiredLeastComesFirst();
    void aCampaignSendsItsNewestCreative();
    void aWantedCampaignIsTheOnlyOne();
    void nothingToShowIsEmpty();
    void aCueBecomesADateRange();

private:
    static core::CueRequest request(std::chrono::milliseconds duration) {
        core::CueRequest made;
        made.durationMs = duration;
        return made;
    }
    static Offer offer(const char* campaign, const char* creative, std::uint64_t fired) {
        return {{creative, campaign, "name", {}}, fired};
    }
};

void TestCueRules::durationsAreTenSecondsToTwoMinutes() {
    QVERIFY(!check(request(9'999ms)));
    QVERIFY(check(request(10s)));
    QVERIFY(check(request(120s)));
    QVERIFY(!check(request(120'001ms)));
    QVERIFY(!check(request(-10s)));
}

void TestCueRules::leadsAndIdsAreChecked() {
    auto wrong = request(10s);
    wrong.leadMs = -1ms;
    QVERIFY(!check(wrong));
    wrong = request(10s);
    wrong.campaign = "everyone";
    QVERIFY(!check(wrong));
    wrong = request(10s);
    wrong.id = "1";
    QVERIFY(!check(wrong));
}

void TestCueRules::theCampaignFiredLeastComesFirst() {
    const auto chosen = selectCandidates({offer("a", "a1", 3), offer("b", "b1", 1), offer("c", "c1", 1)}, std::nullopt);
    QCOMPARE(chosen.size(), std::size_t(3));
    QCOMPARE(chosen[0].campaign, std::string("b"));
    QCOMPARE(chosen[1].campaign, std::string("c"));
    QCOMPARE(chosen[2].campaign, std::string("a"));
}

void TestCueRules::aCampaignSendsItsNewestCreative() {
    const auto chosen = selectCandidates({offer("a", "a1", 0), offer("a", "a3", 0), offer("a", "a2", 0)}, std::nullopt);
    QCOMPARE(chosen.size(), std::size_t(1));
    QCOMPARE(chosen[0].creative, std::string("a3"));
}

void TestCueRules::aWantedCampaignIsTheOnlyOne() {
    const auto chosen = selectCandidates({offer("a", "a1", 0), offer("b", "b1", 9)}, "b");
    QCOMPARE(chosen.size(), std::size_t(1));
    QCOMPARE(chosen[0].campaign, std::string("b"));
}

void TestCueRules::nothingToShowIsEmpty() {
    QVERIFY(selectCandidates({}, std::nullopt).empty());
    QVERIFY(selectCandidates({offer("a", "a1", 0)}, "b").empty());
}

void TestCueRules::aCueBecomesADateRange() {
    core::Cue cue;
    cue.id = "018bcfe5-6800-7abc-8def-0123456789ab";
    cue.event = "final";
    cue.revision = 2;
    cue.start = core::parseRfc3339("2026-11-24T09:00:00Z").value();
    cue.durationMs = 10s;
    const core::DateRange range = dateRangeOf(cue);
    QCOMPARE(range.id, cue.id);
    QCOMPARE(range.rangeClass, std::string("org.tallylight.cue"));
    QCOMPARE(range.duration.count(), 10.0);
    QCOMPARE(range.attributes[0].first, std::string("X-REVISION"));
    QCOMPARE(range.attributes[0].second, std::string("2"));
    QCOMPARE(range.attributes[1].first, std::string("X-CUE-URI"));
    QCOMPARE(range.attributes[1].second,
             std::string("\"/live/final/cues/018bcfe5-6800-7abc-8def-0123456789ab.2.json\""));
}

QTEST_GUILESS_MAIN(TestCueRules)
#include "test_cue_rules.moc"
