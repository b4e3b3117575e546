// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accounts/admin_token.h"
#include "server/cues/cue_desk.h"
#include "server/net/router.h"

namespace tally::server::cues {

// POST and GET /api/v1/events/{event}/cues for the administrator, GET /live/{event}/cues/{id}.{revision}.json for all.
// Handlers run on the connections' threads.
class CueRoutes {
public:
    CueRoutes(const accounts::AdminToken& admin, CueDesk& desk, CueLedger& ledger, const CueBoard& board,
              const catalog::EventDirectory& events);

    void registerRoutes(net::Router& router);

private:
    boost::asio::awaitable<net::Response> fire(net::Request& request);
    boost::asio::awaitable<net::Response> list(net::Request& request);
    boost::asio::awaitable<net::Response> serve(net::Request& request);

    const accounts::AdminToken& m_admin;
    CueDesk& m_desk;
    CueLedger& m_ledger;
    const CueBoard& m_board;
    const catalog::EventDirectory& m_events;
};

} // namespace tally::server::cues
