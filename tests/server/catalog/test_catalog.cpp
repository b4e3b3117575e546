// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/catalog.h"
#include "tests/server/support/fake_live_events.h"
#include "tests/server/support/seed.h"

#include <QTest>

using namespace tally;
using namespace tally::server;
using core::ErrorCode;

class TestCatalog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres = std::make_unique<test::TestDatabase>(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init();

    void anEventIsOpenedWhenItIsMade();
    void eventsAreOpenedAgainAfterARestart();
    void aTakenSlugIsAConflict();
    void whatBelongsToNothingIsNotFound();
    void aCreativeGetsAnId();

private:
    // A server's services, over the same database.
    struct Services {
        explicit Services(store::Pool& pool) : keys(pool), catalog(pool, keys, live, events, catalog::systemNow) {}

        test::FakeLiveEvents live;
        catalog::EventDirectory events;
        accounts::IngestKeys keys;
        catalog::Catalog catalog;
    };

    core::EventRequest request(const std::string& slug) { return {slug, "Final", m_organization, {}, {}, {}, {}}; }

    std::unique_ptr<test::TestDatabase> m_postgres;
    std::string m_organization;
};

void TestCatalog::init() {
    Services services(m_postgres->pool());
    m_organization = m_postgres->await(services.catalog.createOrganization({"Pier Sports"})).value().id;
}

void TestCatalog::anEventIsOpenedWhenItIsMade() {
    Services services(m_postgres->pool());
    const auto event = m_postgres->await(services.catalog.createEvent(request("made")));
    QVERIFY2(event, event ? "" : event.error().detail.c_str());
    QCOMPARE(event->partTargetSeconds, 0.21334);
    QVERIFY(services.live.isOpen("made"));
    QVERIFY(services.events.has("made"));
    QCOMPARE(services.keys.mayPublish("made", "x").error().code, ErrorCode::unauthorized);
}

void TestCatalog::eventsAreOpenedAgainAfterARestart() {
    Services before(m_postgres->pool());
    core::EventRequest wanted = request("restarted");
    wanted.partTargetSeconds = 0.33334;
    QVERIFY(m_postgres->await(before.catalog.createEvent(wanted)));
    Services after(m_postgres->pool());
    QVERIFY(m_postgres->await(after.catalog.load()));
    QVERIFY(after.live.isOpen("restarted"));
    QCOMPARE(after.events.find("restarted")->partTargetSeconds, 0.33334);
}

void TestCatalog::aTakenSlugIsAConflict() {
    Services services(m_postgres->pool());
    QVERIFY(m_postgres->await(services.catalog.createEvent(request("taken"))));
    const auto again = m_postgres->await(services.catalog.createEvent(request("taken")));
    QCOMPARE(again.error().code, ErrorCode::conflict);
    QCOMPARE(again.error().detail, std::string("the slug taken is taken"));
}

void TestCatalog::whatBelongsToNothingIsNotFound() {
    Services services(m_postgres->pool());
    m_organization = "018bcfe5-6800-7abc-8def-ffffffffffff";
    QCOMPARE(m_postgres->await(services.catalog.createEvent(request("orphan"))).error().code, ErrorCode::notFound);
    QCOMPARE(m_postgres->await(services.catalog.createCampaign({m_organization, "Lager"})).error().code,
             ErrorCode::notFound);
    core::Creative creative;
    creative.campaign = "no UUID";
    QCOMPARE(m_postgres->await(services.catalog.addCreative(creative)).error().code, ErrorCode::notFound);
}

void TestCatalog::aCreativeGetsAnId() {
    Services services(m_postgres->pool());
    const auto campaign = m_postgres->await(services.catalog.createCampaign({m_organization, "Lager"}));
    const core::Creative creative{"", campaign.value().id, std::string(64, 'a'), "image/png", 1000, 1920, 1080};
    const auto stored = m_postgres->await(services.catalog.addCreative(creative));
    QVERIFY2(stored, stored ? "" : stored.error().detail.c_str());
    QCOMPARE(stored->id.size(), std::size_t(36));
}

QTEST_GUILESS_MAIN(TestCatalog)
#include "test_catalog.moc"
