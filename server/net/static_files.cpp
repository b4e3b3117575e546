// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/static_files.h"

#include "server/net/entity_tag.h"
#include "server/net/router.h"

#include <fstream>
#include <iterator>

namespace tally::server::net {
namespace {

// Everything comes from this server. blob: is for hls.js's worker, media and creatives in memory, data: for the empty
// text track with which hls.js opens its metadata.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

std::string_view typeOf(const std::string& name) {
    static const std::map<std::string, std::string_view> kTypes{{".js", "text/javascript; charset=utf-8"},
                                                                {".css", "text/css; charset=utf-8"},
                                                                {".svg", "image/svg+xml"},
                                                                {".png", "image/png"},
                                                                {".woff2", "font/woff2"},
                                                                {".json", "application/json"},
                                                                {".map", "application/json"}};
    const auto found = kTypes.find(std::filesystem::path(name).extension().string());
    return found == kTypes.end() ? "application/octet-stream" : found->second;
}

} // namespace

StaticFiles::File StaticFiles::readFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    auto text =
        std::make_shared<const std::string>(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    std::string tag = entityTagOf(*text);
    return {std::move(text), std::move(tag)};
}

Response StaticFiles::ofFile(std::string_view type, const File& file) {
    Response response = Response::empty(200);
    response.text = file.text;
    response.withHeader("Content-Type", std::string(type)).withHeader("X-Content-Type-Options", "nosniff");
    response.withHeader("ETag", file.tag);
    return response;
}

core::Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(folder / "index.html", error)) {
        return core::fail(core::ErrorCode::notFound, "there is no player in " + folder.string() +
                                                         "; build it with ./tally build and set server.player");
    }
    StaticFiles files;
    files.m_page = readFile(folder / "index.html");
    for (const auto& entry : std::filesystem::directory_iterator(folder / "assets", error)) {
        if (entry.is_regular_file()) {
            files.m_assets[entry.path().filename().string()] = readFile(entry.path());
        }
    }
    return files;
}

void StaticFiles::registerRoutes(Router& router) const {
    router.add(Method::get, "/watch/{event}",
               [this](Request&) -> boost::asio::awaitable<Response> { co_return page(); });
    RouteLimits embedded; // a page of another origin that embeds the player
    embedded.cors = true;
    router.add(
        Method::get, "/assets/{name}",
        [this](Request& request) -> boost::asio::awaitable<Response> { co_return asset(request.parameter("name")); },
        embedded);
}

Response StaticFiles::page() const {
    return ofFile("text/html; charset=utf-8", m_page)
        .withHeader("Content-Security-Policy", std::string(kContentSecurityPolicy))
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("Cache-Control", "no-cache");
}

Response StaticFiles::asset(const std::string& name) const {
    const auto found = m_assets.find(name);
    if (found == m_assets.end()) {
        return Response::problem(404, "the player has no file of this name; reload the page");
    }
    return ofFile(typeOf(name), found->second).withHeader("Cache-Control", "public, max-age=31536000, immutable");
}

} // namespace tally::server::net
