// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/playback_token_routes.h"

#include "core/protocol/catalog.h"
#include "server/catalog/json_body.h"

namespace tally::server::catalog {
namespace {

constexpr std::int64_t kLongest = 30 * 24 * 3600; // seconds

} // namespace

void PlaybackTokenRoutes::registerRoutes(net::Router& router) {
    router.add(net::Method::post, "/api/v1/events/{event}/playback-tokens",
               m_admin.guard([this](net::Request& request) { return mint(request); }));
}

boost::asio::awaitable<net::Response> PlaybackTokenRoutes::mint(net::Request& request) {
    const std::string event = request.parameter("event");
    const auto wish = co_await readJson<core::PlaybackTokenRequest>(request);
    if (!wish) {
        co_return net::Response::ofError(wish.error());
    }
    if (!m_events.find(event)) {
        co_return net::Response::problem(404, "there is no such event");
    }
    if (wish->seconds < 1 || wish->seconds > kLongest) {
        co_return net::Response::problem(400, "seconds is 1 to 2592000: a token lasts 30 days at most");
    }
    core::PlaybackToken made;
    made.expires = std::chrono::floor<std::chrono::seconds>(m_clock()) + std::chrono::seconds(wish->seconds);
    const auto token = m_tokens.mint(event, made.expires);
    if (!token) {
        co_return net::Response::ofError(token.error());
    }
    made.token = *token;
    made.path = "/live/t/" + *token + "/" + event + "/main.m3u8";
    co_return net::Response::ofJson(201, core::serializeJson(made)).withHeader("Cache-Control", "no-store");
}

} // namespace tally::server::catalog
