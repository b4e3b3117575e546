// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/ops_page.h"

#include "server/net/entity_tag.h"
#include "server/net/router.h"

#include <algorithm>

namespace tally::server::ops {
namespace {

using net::Request;
using net::Response;

constexpr std::string_view kPage = "index.html";

// Everything comes from this server, and no other page may show this one in a frame.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

std::string_view typeOf(std::string_view name) {
    return name.ends_with(".css")    ? "text/css; charset=utf-8"
           : name.ends_with(".html") ? "text/html; charset=utf-8"
                                     : "text/javascript; charset=utf-8";
}

// Asked for again each time, and mostly answered by 304: after an upgrade nobody sees a page of two versions.
Response ofFile(const PageFile& file) {
    return Response::ofText(200, typeOf(file.name), std::string(file.text))
        .withHeader("ETag", net::entityTagOf(file.text))
        .withHeader("Cache-Control", "no-cache")
        .withHeader("X-Content-Type-Options", "nosniff")
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("Content-Security-Policy", std::string(kContentSecurityPolicy));
}

Response find(std::string_view name) {
    const auto& files = pageFiles();
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const PageFile& file) { return file.name == name; });
    return found == files.end() ? Response::problem(404, "the page has no file of this name; reload it")
                                : ofFile(*found);
}

} // namespace

void registerOpsPage(net::Router& router) {
    router.add(net::Method::get, "/ops", [](Request&) -> boost::asio::awaitable<Response> { co_return find(kPage); });
    router.add(net::Method::get, "/ops/{name}",
               [](Request& request) -> boost::asio::awaitable<Response> { co_return find(request.parameter("name")); });
}

} // namespace tally::server::ops
