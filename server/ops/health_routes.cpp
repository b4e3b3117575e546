// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/health_routes.h"

#include "server/net/router.h"

#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace tally::server::ops {

void registerHealthRoutes(net::Router& router, prometheus::Registry& registry) {
    router.add(net::Method::get, "/healthz", [](net::Request&) -> boost::asio::awaitable<net::Response> {
        co_return net::Response::ofText(200, "text/plain; charset=utf-8", "ok\n");
    });
    router.add(net::Method::get, "/metrics", [&registry](net::Request&) -> boost::asio::awaitable<net::Response> {
        const std::string text = prometheus::TextSerializer().Serialize(registry.Collect());
        co_return net::Response::ofText(200, "text/plain; version=0.0.4; charset=utf-8", text);
    });
}

} // namespace tally::server::ops
