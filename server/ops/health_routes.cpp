// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/health_routes.h"

#include "server/net/router.h"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <iterator>

namespace tally::server::ops {

void registerHealthRoutes(net::Router& router, std::vector<prometheus::Collectable*> sources) {
    router.add(net::Method::get, "/healthz", [](net::Request&) -> boost::asio::awaitable<net::Response> {
        co_return net::Response::ofText(200, "text/plain; charset=utf-8", "ok\n");
    });
    const auto metrics = [sources = std::move(sources)](net::Request&) -> boost::asio::awaitable<net::Response> {
        std::vector<prometheus::MetricFamily> families;
        for (const prometheus::Collectable* source : sources) {
            auto collected = source->Collect();
            std::move(collected.begin(), collected.end(), std::back_inserter(families));
        }
        co_return net::Response::ofText(200, "text/plain; version=0.0.4; charset=utf-8",
                                        prometheus::TextSerializer().Serialize(families));
    };
    router.add(net::Method::get, "/metrics", metrics);
}

} // namespace tally::server::ops
