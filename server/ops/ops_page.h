// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace tally::server::net {
class Router;
}

namespace tally::server::ops {

// A file of resources/ops, as it was when the program was built: the page is of one version with the figures it shows.
struct PageFile {
    std::string_view name;
    std::string_view text;
};
const std::vector<PageFile>& pageFiles(); // made by embed_page.cmake

// GET /ops: the page for the site engineer; GET /ops/{name}: what it is made of. It holds no secrets: the figures come
// from GET /api/v1/ops, for which it asks the reader for the admin token.
void registerOpsPage(net::Router& router);

} // namespace tally::server::ops
