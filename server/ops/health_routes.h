// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace prometheus {
class Registry;
}

namespace tally::server::net {
class Router;
}

namespace tally::server::ops {

// GET /healthz: `ok` while requests are answered. GET /metrics: Prometheus text of everything in the registry, which
// must outlive the router's use.
void registerHealthRoutes(net::Router& router, prometheus::Registry& registry);

} // namespace tally::server::ops
