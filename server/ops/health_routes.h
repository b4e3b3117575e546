// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace prometheus {
class Collectable;
}

namespace tally::server::net {
class Router;
}

namespace tally::server::ops {

// GET /healthz: `ok` while requests are answered. GET /metrics: Prometheus text of all sources, which must outlive the
// router's use.
void registerHealthRoutes(net::Router& router, std::vector<prometheus::Collectable*> sources);

} // namespace tally::server::ops
