// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

namespace tally::server::net {
class Router;
}

namespace tally::server::accounts {

class PlaybackTokens;

// GET /live/{event}/may-play and /live/t/{token}/{event}/may-play: what an edge asks before it gives a viewer what it
// has of an event. 204, or 403 with the reason; Cache-Control says for how long the answer is true. Of events that
// there are not it knows nothing: their media is not there. Any thread.
class PermissionRoutes {
public:
    explicit PermissionRoutes(const PlaybackTokens& tokens) : m_tokens(tokens) {}

    void registerRoutes(net::Router& router);

private:
    net::Response answer(const net::Request& request) const;

    const PlaybackTokens& m_tokens;
};

} // namespace tally::server::accounts
