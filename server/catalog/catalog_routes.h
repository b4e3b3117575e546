// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accounts/admin_token.h"
#include "server/catalog/audience.h"
#include "server/catalog/catalog.h"
#include "server/net/router.h"

namespace tally::server::catalog {

// POST /api/v1/organizations, /events, /campaigns and /events/{event}/ingest-keys, POST and DELETE
// /api/v1/events/{event}/end, PUT /api/v1/events/{event}/window for the administrator,
// GET /api/v1/events/{event}/status for all. Handlers run on the connections' threads.
class CatalogRoutes {
public:
    CatalogRoutes(const accounts::AdminToken& admin, Catalog& catalog, accounts::IngestKeys& keys,
                  const EventDirectory& events, const live::LiveEvents& live, const Audience& audience, Clock clock);

    void registerRoutes(net::Router& router);

private:
    boost::asio::awaitable<net::Response> createOrganization(net::Request& request);
    boost::asio::awaitable<net::Response> createEvent(net::Request& request);
    boost::asio::awaitable<net::Response> endEvent(net::Request& request);
    boost::asio::awaitable<net::Response> reopenEvent(net::Request& request);
    boost::asio::awaitable<net::Response> setWindow(net::Request& request);
    boost::asio::awaitable<net::Response> createCampaign(net::Request& request);
    boost::asio::awaitable<net::Response> createIngestKey(net::Request& request);
    boost::asio::awaitable<net::Response> status(net::Request& request);

    const accounts::AdminToken& m_admin;
    Catalog& m_catalog;
    accounts::IngestKeys& m_keys;
    const EventDirectory& m_events;
    const live::LiveEvents& m_live;
    const Audience& m_audience;
    Clock m_clock;
};

} // namespace tally::server::catalog
