// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/catalog/catalog_routes.h"
#include "server/catalog/creative_routes.h"
#include "server/cues/cue_routes.h"
#include "server/measurement/batch_committer.h"
#include "server/measurement/measurement_routes.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/server/support/fake_live_events.h"
#include "tests/server/support/http_client.h"
#include "tests/server/support/test_database.h"

namespace tally::server::test {

// The server but for its media: real PostgreSQL, real sockets on a free port, live events that the test plays. The
// members stand in the order in which a composition root builds them. The test's thread.
class TestServer {
public:
    explicit TestServer(std::uint64_t spoolBytes = 1ULL << 30);
    ~TestServer();

    std::uint16_t port() const { return m_listener->port(); }
    TestDatabase& database() { return m_database; }
    FakeLiveEvents& live() { return m_live; }

    HttpResponse get(const std::string& path);
    HttpResponse post(const std::string& path, const std::string& body);
    // The same with the admin token.
    HttpResponse adminGet(const std::string& path);
    HttpResponse adminPost(const std::string& path, const std::string& body,
                           const std::string& type = "application/json");
    HttpResponse adminSend(const std::string& method, const std::string& path, const std::string& body);
    void adminPostAndHangUp(const std::string& path, const std::string& body);

private:
    HttpRequest asAdmin(std::string method, const std::string& path, const std::string& body,
                        const std::string& type) const;
    void registerRoutes();

    TestDatabase m_database;
    FakeLiveEvents m_live;
    accounts::AdminToken m_admin;
    std::string m_adminToken;
    accounts::IngestKeys m_keys;
    catalog::EventDirectory m_events;
    catalog::Catalog m_catalog;
    std::unique_ptr<catalog::CreativeFiles> m_files;
    cues::CueBoard m_board;
    cues::ViewerHub m_viewers;
    cues::CueLedger m_cueLedger;
    cues::CueDesk m_desk;
    prometheus::Registry m_registry;
    measurement::MeasurementMetrics m_metrics;
    std::unique_ptr<measurement::Journal> m_journal;
    measurement::PlayLedger m_playLedger;
    measurement::BatchCommitter m_committer;
    catalog::CatalogRoutes m_catalogRoutes;
    catalog::CreativeRoutes m_creativeRoutes;
    cues::CueRoutes m_cueRoutes;
    measurement::MeasurementRoutes m_measurementRoutes;
    net::Router m_router;
    net::IoThreads m_threads{2};
    std::unique_ptr<net::Listener> m_listener;
};

} // namespace tally::server::test
