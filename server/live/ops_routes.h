// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/ops.h"
#include "server/net/http.h"

#include <functional>

namespace tally::server::net {
class Router;
}

namespace tally::server::live {

class LiveService;

// GET /api/v1/ops: every event and track in numbers, for the site engineer. Any thread.
class OpsRoutes {
public:
    // `server` tells of the process; any thread. `guard` lets the administrator alone through.
    OpsRoutes(const LiveService& live, std::function<core::OpsServer()> server,
              std::function<net::Handler(net::Handler)> guard)
        : m_live(live), m_server(std::move(server)), m_guard(std::move(guard)) {}

    void registerRoutes(net::Router& router);

private:
    boost::asio::awaitable<net::Response> report(net::Request& request) const;

    const LiveService& m_live;
    std::function<core::OpsServer()> m_server;
    std::function<net::Handler(net::Handler)> m_guard;
};

} // namespace tally::server::live
