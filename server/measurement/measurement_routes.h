// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accounts/admin_token.h"
#include "server/catalog/clock.h"
#include "server/catalog/event_directory.h"
#include "server/measurement/journal.h"
#include "server/measurement/measurement_metrics.h"
#include "server/measurement/play_ledger.h"
#include "server/net/router.h"

namespace tally::server::measurement {

// POST /api/v1/measurement for all, acknowledged when it is durable; GET /api/v1/events/{event}/report for the
// administrator. Handlers run on the connections' threads.
class MeasurementRoutes {
public:
    MeasurementRoutes(const accounts::AdminToken& admin, const catalog::EventDirectory& events, Journal& journal,
                      PlayLedger& ledger, MeasurementMetrics& metrics, catalog::Clock clock);

    void registerRoutes(net::Router& router);

private:
    boost::asio::awaitable<net::Response> accept(net::Request& request);
    boost::asio::awaitable<net::Response> report(net::Request& request);

    const accounts::AdminToken& m_admin;
    const catalog::EventDirectory& m_events;
    Journal& m_journal;
    PlayLedger& m_ledger;
    MeasurementMetrics& m_metrics;
    catalog::Clock m_clock;
};

} // namespace tally::server::measurement
