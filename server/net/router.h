// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"
#include "server/net/web_socket.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tally::server::net {

// Which handler answers a path. Filled at start, then read from every thread without a lock.
class Router {
public:
    // `pattern`: literal segments, and {name} for a segment or a part of one: /live/{event}/{track}/{msn}.m4s
    // A literal segment wins over a {name}. A path that no pattern has is 404, a method that it lacks 405 with Allow.
    void add(Method method, std::string_view pattern, Handler handler, RouteLimits limits = {});
    void addWebSocket(std::string_view pattern, WebSocketRoute route);

    struct Match;
    // Defined in router.cpp's own header for net/: see route_match.h.
    std::shared_ptr<const Match> match(Method method, std::string_view path) const;

    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

private:
    struct Route;
    std::vector<std::unique_ptr<Route>> m_routes;
};

} // namespace tally::server::net
