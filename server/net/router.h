// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"
#include "server/net/route_pattern.h"
#include "server/net/web_socket.h"

#include <string>
#include <string_view>
#include <vector>

namespace tally::server::net {

// What a path leads to: handlers, a webSocket, or neither: then `refusal` is the answer.
struct RouteMatch {
    const Handler* handler = nullptr;
    const ImmediateHandler* immediate = nullptr; // asked first, where there is one
    const WebSocketRoute* webSocket = nullptr;
    RouteLimits limits;
    RoutePattern::Values parameters;
    Response refusal; // 404, 405 with Allow, or the answer to a CORS preflight
};

// Which handler answers a path. Filled at start, then read from every thread without a lock.
class Router {
public:
    // `pattern`: literal segments, and {name} for a segment or a part of one: /live/{event}/{track}/{msn}.m4s
    // Of several patterns that match, the one with more literal characters is taken. HEAD is answered by GET's handler.
    void add(Method method, std::string_view pattern, Handler handler, RouteLimits limits = {});
    void addImmediate(Method method, std::string_view pattern, ImmediateHandler immediate, RouteLimits limits = {},
                      Handler handler = {});
    void addWebSocket(std::string_view pattern, WebSocketRoute route);

    RouteMatch match(Method method, std::string_view path, bool upgrade) const;

    Router();
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

private:
    struct Route;
    const Route* best(std::string_view path, bool upgrade, RoutePattern::Values& parameters) const;
    Route& routeOf(std::string_view pattern);

    std::vector<Route> m_routes;
};

} // namespace tally::server::net
