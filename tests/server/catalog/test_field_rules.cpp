// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/field_rules.h"

#include <QTest>

using namespace tally;
using server::catalog::check;

class TestFieldRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesHaveOneTo200Characters();
    void namesHaveNoControlCharacters();
    void hostileSlugsAreRefused();
    void eventTimesHaveBounds();
    void idsAreUuids();

private:
    static core::EventRequest event() {
        return {"final-2026", "Final", "018bcfe5-6800-7abc-8def-0123456789ab", {}, {}, {}, {}};
    }
};

void TestFieldRules::namesHaveOneTo200Characters() {
    std::string snowmen;
    for (int i = 0; i < 200; ++i) {
        snowmen += "☃";
    }
    QVERIFY(check(core::OrganizationRequest{snowmen}));
    QVERIFY(!check(core::OrganizationRequest{snowmen + "x"}));
    QVERIFY(!check(core::OrganizationRequest{""}));
}

void TestFieldRules::namesHaveNoControlCharacters() {
    QVERIFY(!check(core::OrganizationRequest{"two\nlines"}));
    QVERIFY(!check(core::OrganizationRequest{std::string("nul\0nul", 7)}));
    QVERIFY(!check(core::OrganizationRequest{"\x1b[31mred"}));
}

void TestFieldRules::hostileSlugsAreRefused() {
    QVERIFY(check(event()));
    for (const std::string& slug :
         {std::string(), std::string("Final"), std::string("../etc"), std::string("a b"), std::string("$(reboot)"),
          std::string("a\n"), std::string("é"), std::string(64, 'a')}) {
        core::EventRequest request = event();
        request.slug = slug;
        QVERIFY2(!check(request), slug.c_str());
    }
}

void TestFieldRules::eventTimesHaveBounds() {
    core::EventRequest request = event();
    request.partTargetSeconds = 2;
    request.segmentSeconds = 1;
    QVERIFY(!check(request)); // a part longer than its segment
    request.partTargetSeconds = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!check(request));
    request.partTargetSeconds = 0.33334;
    QVERIFY(check(request));
    request.segmentSeconds = 60;
    QVERIFY(!check(request));
}

void TestFieldRules::idsAreUuids() {
    core::EventRequest request = event();
    request.organization = "1; DROP TABLE events";
    QVERIFY(!check(request));
    QVERIFY(!check(core::CampaignRequest{"", "Lager"}));
}

QTEST_GUILESS_MAIN(TestFieldRules)
#include "test_field_rules.moc"
