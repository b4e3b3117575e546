// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/permission_routes.h"

#include "server/accounts/playback_tokens.h"
#include "server/net/router.h"

namespace tally::server::accounts {

void PermissionRoutes::registerRoutes(net::Router& router) {
    net::RouteLimits open;
    open.cors = true; // the edge passes a refusal on to the viewer
    for (const std::string_view path : {"/live/{event}/may-play", "/live/t/{token}/{event}/may-play"}) {
        router.add(
            net::Method::get, path,
            [this](net::Request& request) -> boost::asio::awaitable<net::Response> { co_return answer(request); },
            open);
    }
}

// The edge's own secret does not count here: it asks for a viewer.
net::Response PermissionRoutes::answer(const net::Request& request) const {
    const std::string& token = request.parameter("token");
    const auto shown = token.empty() ? std::nullopt : std::optional<std::string_view>(token);
    const auto trust = m_tokens.trust(request.parameter("event"), shown);
    if (!trust) {
        return net::Response::problem(403, trust.error().detail);
    }
    return net::Response::empty(204).withHeader("Cache-Control", "max-age=" + std::to_string(trust->count()));
}

} // namespace tally::server::accounts
