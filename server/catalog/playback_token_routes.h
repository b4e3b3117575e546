// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accounts/admin_token.h"
#include "server/accounts/playback_tokens.h"
#include "server/catalog/clock.h"
#include "server/catalog/event_directory.h"
#include "server/net/router.h"

namespace tally::server::catalog {

// POST /api/v1/events/{event}/playback-tokens for the administrator. Handlers run on the connections' threads.
class PlaybackTokenRoutes {
public:
    PlaybackTokenRoutes(const accounts::AdminToken& admin, const accounts::PlaybackTokens& tokens,
                        const EventDirectory& events, Clock clock)
        : m_admin(admin), m_tokens(tokens), m_events(events), m_clock(std::move(clock)) {}

    void registerRoutes(net::Router& router);

private:
    boost::asio::awaitable<net::Response> mint(net::Request& request);

    const accounts::AdminToken& m_admin;
    const accounts::PlaybackTokens& m_tokens;
    const EventDirectory& m_events;
    Clock m_clock;
};

} // namespace tally::server::catalog
