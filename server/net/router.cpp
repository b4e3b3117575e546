// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/router.h"

#include <algorithm>
#include <map>

namespace tally::server::net {
namespace {

std::string_view nameOf(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::del:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    }
    return "GET";
}

} // namespace

struct Router::Route {
    struct Action {
        Handler handler;
        RouteLimits limits;
        ImmediateHandler immediate;
    };

    std::string text;
    RoutePattern pattern;
    std::map<Method, Action> actions;
    WebSocketRoute webSocket;

    std::string allowed() const {
        std::string methods;
        for (const auto& [method, action] : actions) {
            methods += std::string(nameOf(method)) + ", ";
            methods += method == Method::get ? "HEAD, " : "";
        }
        return methods + "OPTIONS";
    }

    bool cors() const {
        return std::any_of(actions.begin(), actions.end(), [](const auto& entry) { return entry.second.limits.cors; });
    }
};

Router::Router() = default;
Router::~Router() = default;

Router::Route& Router::routeOf(std::string_view pattern) {
    for (Route& route : m_routes) {
        if (route.text == pattern) {
            return route;
        }
    }
    return m_routes.emplace_back(Route{std::string(pattern), RoutePattern(pattern), {}, {}});
}

void Router::add(Method method, std::string_view pattern, Handler handler, RouteLimits limits) {
    routeOf(pattern).actions[method] = {std::move(handler), limits, {}};
}

void Router::addImmediate(Method method, std::string_view pattern, ImmediateHandler immediate, RouteLimits limits,
                          Handler handler) {
    routeOf(pattern).actions[method] = {std::move(handler), limits, std::move(immediate)};
}

void Router::addWebSocket(std::string_view pattern, WebSocketRoute route) {
    routeOf(pattern).webSocket = std::move(route);
}

const Router::Route* Router::best(std::string_view path, bool upgrade, RoutePattern::Values& parameters) const {
    const Route* found = nullptr;
    for (const Route& route : m_routes) {
        if (upgrade != static_cast<bool>(route.webSocket) ||
            (found != nullptr && found->pattern.literals() >= route.pattern.literals())) {
            continue;
        }
        if (auto values = route.pattern.match(path)) {
            parameters = std::move(*values);
            found = &route;
        }
    }
    return found;
}

RouteMatch Router::match(Method method, std::string_view path, bool upgrade) const {
    RouteMatch match;
    if (path == "*") { // RFC 9110 §9.3.7: the server as a whole
        match.refusal = Response::empty(204).withHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        return match;
    }
    const Route* route = best(path, upgrade, match.parameters);
    if (route == nullptr) {
        match.refusal = Response::problem(404, "there is nothing at this address");
        return match;
    }
    if (upgrade) {
        match.webSocket = &route->webSocket;
        return match;
    }
    const auto action = route->actions.find(method == Method::head ? Method::get : method);
    if (action != route->actions.end()) {
        match.handler = action->second.handler ? &action->second.handler : nullptr;
        match.immediate = action->second.immediate ? &action->second.immediate : nullptr;
        match.limits = action->second.limits;
        return match;
    }
    match.limits.cors = route->cors();
    if (method == Method::options) {
        match.refusal = Response::empty(204).withHeader("Allow", route->allowed());
        if (match.limits.cors) { // answer to a preflight
            match.refusal.withHeader("Access-Control-Allow-Methods", route->allowed());
            match.refusal.withHeader("Access-Control-Allow-Headers", "Content-Type, If-None-Match, Range");
            match.refusal.withHeader("Access-Control-Max-Age", "86400");
        }
        return match;
    }
    match.refusal = Response::problem(405, "this address does not take " + std::string(nameOf(method)))
                        .withHeader("Allow", route->allowed());
    return match;
}

} // namespace tally::server::net
