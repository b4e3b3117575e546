// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accounts/admin_token.h"
#include "server/catalog/catalog.h"
#include "server/catalog/creative_files.h"
#include "server/net/router.h"

namespace tally::server::catalog {

// POST /api/v1/campaigns/{campaign}/creatives for the administrator, GET /creatives/{sha256} for all.
// Handlers run on the connections' threads.
class CreativeRoutes {
public:
    CreativeRoutes(const accounts::AdminToken& admin, Catalog& catalog, CreativeFiles& files);

    void registerRoutes(net::Router& router);

private:
    boost::asio::awaitable<net::Response> upload(net::Request& request);
    boost::asio::awaitable<net::Response> serve(net::Request& request);

    const accounts::AdminToken& m_admin;
    Catalog& m_catalog;
    CreativeFiles& m_files;
};

} // namespace tally::server::catalog
