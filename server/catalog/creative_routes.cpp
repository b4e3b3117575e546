// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/creative_routes.h"

#include "server/catalog/json_body.h"

namespace tally::server::catalog {

namespace asio = boost::asio;
using core::ErrorCode;

namespace {

constexpr std::size_t kMostBytes = 350'000; // the IAB's limit for a static file

// The header of the request says what the sender believes it sends; a file that is something else is a mistake.
core::Result<ImageHeader> inspect(const net::Request& request, const std::string& file) {
    const auto header = readImageHeader(file);
    if (!header) {
        return core::fail(ErrorCode::invalid, header.error().detail); // a cut-off file is no 5xx
    }
    const auto declared = request.header("content-type");
    if (declared && declared->starts_with("image/") && *declared != header->mime) {
        return core::fail(ErrorCode::invalid,
                          "the request says " + std::string(*declared) + ", the file is " + header->mime);
    }
    return header;
}

} // namespace

CreativeRoutes::CreativeRoutes(const accounts::AdminToken& admin, Catalog& catalog, CreativeFiles& files)
    : m_admin(admin), m_catalog(catalog), m_files(files) {}

void CreativeRoutes::registerRoutes(net::Router& router) {
    net::RouteLimits image;
    image.bodyBytes = kMostBytes;
    router.add(net::Method::post, "/api/v1/campaigns/{campaign}/creatives",
               m_admin.guard([this](net::Request& r) { return upload(r); }), image);
    net::RouteLimits open;
    open.cors = true;
    router.add(
        net::Method::get, "/creatives/{sha256}", [this](net::Request& r) { return serve(r); }, open);
}

asio::awaitable<net::Response> CreativeRoutes::upload(net::Request& request) {
    auto file = co_await request.body->readAll(kMostBytes);
    if (!file) {
        co_return net::Response::ofError(file.error());
    }
    const auto header = inspect(request, *file);
    if (!header) {
        co_return net::Response::ofError(header.error());
    }
    core::Creative creative;
    creative.campaign = request.parameter("campaign");
    creative.mime = header->mime;
    creative.bytes = file->size();
    creative.width = header->width;
    creative.height = header->height;
    const auto sha256 = co_await m_files.keep(std::move(*file));
    if (!sha256) {
        co_return net::Response::ofError(sha256.error());
    }
    creative.sha256 = *sha256;
    const auto made = co_await m_catalog.addCreative(std::move(creative));
    co_return created(made);
}

asio::awaitable<net::Response> CreativeRoutes::serve(net::Request& request) {
    const auto bytes = co_await m_files.read(request.parameter("sha256"));
    if (!bytes) {
        co_return net::Response::ofError(bytes.error());
    }
    const std::string_view file(reinterpret_cast<const char*>((*bytes)->data()), (*bytes)->size());
    const auto header = readImageHeader(file);
    if (!header) {
        co_return net::Response::ofError({ErrorCode::unavailable, "the creative on disk is damaged"});
    }
    net::Response response;
    response.bytes = *bytes;
    response.withHeader("Content-Type", header->mime);
    response.withHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.withHeader("X-Content-Type-Options", "nosniff");
    response.withHeader("Content-Security-Policy", "default-src 'none'; sandbox"); // also when opened as a page
    co_return response;
}

} // namespace tally::server::catalog
