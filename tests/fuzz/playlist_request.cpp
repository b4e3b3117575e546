// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a request, from the text behind GET to what is done with its delivery directives.
#include "core/playlist/delivery_directives.h"
#include "server/net/request_head.h"
#include "server/net/route_pattern.h"
#include "tests/fuzz/property.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace core = tally::core;
namespace net = tally::server::net;
using tally::fuzz::require;

namespace {

constexpr std::array kPatterns{"/live/{event}/main.m3u8", "/live/{event}/{track}/index.m3u8",
                               "/live/{event}/{track}/init-{number}.mp4", "/live/{event}/{track}/{msn}.m4s",
                               "/live/{event}/{track}/{msn}.{part}.m4s"};

std::string filledIn(std::string pattern, const net::RoutePattern::Values& values) {
    const auto valueOf = [&](std::string_view name) {
        const auto found =
            std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
        return found == values.end() ? std::string() : found->second;
    };
    std::string path;
    while (!pattern.empty()) {
        const std::size_t name = pattern.find('{');
        path += pattern.substr(0, name);
        if (name == std::string::npos) {
            break;
        }
        const std::size_t end = pattern.find('}');
        path += valueOf(std::string_view(pattern).substr(name + 1, end - name - 1));
        pattern.erase(0, end + 1);
    }
    return path;
}

void checkPath(const std::string& path) {
    require(path.starts_with('/'), "a path begins with a slash");
    require(path.find("/..") == std::string::npos, "no path goes up");
    require(path.find_first_of(std::string_view("\0\r\n\\", 4)) == std::string::npos, "a path is plain");
    for (const char* const pattern : kPatterns) {
        const net::RoutePattern route(pattern); // keeps the names
        const auto values = route.match(path);
        if (!values) {
            continue;
        }
        require(filledIn(pattern, *values) == path, "a pattern with its values is the path");
        for (const auto& [name, value] : *values) {
            require(!value.empty() && value.find('/') == std::string::npos, "a value is within its segment");
        }
    }
}

std::vector<std::pair<std::string, std::string>> queryOf(const core::DeliveryDirectives& directives) {
    std::vector<std::pair<std::string, std::string>> query;
    if (directives.msn) {
        query.emplace_back("_HLS_msn", std::to_string(*directives.msn));
    }
    if (directives.part) {
        query.emplace_back("_HLS_part", std::to_string(*directives.part));
    }
    if (directives.skip != core::Skip::none) {
        query.emplace_back("_HLS_skip", directives.skip == core::Skip::yes ? "YES" : "v2");
    }
    return query;
}

void checkDecision(const core::DeliveryDirectives& directives, core::LiveEdge edge) {
    using core::ReloadAction;
    const ReloadAction now = core::decideReload(directives, edge);
    core::LiveEdge over = edge;
    over.ended = true;
    require(core::decideReload(directives, over) == ReloadAction::answer, "after the end all is answered");
    core::LiveEdge later = edge;
    later.previousParts = edge.openParts;
    later.openMsn += 4; // beyond all that is held: two segments more than the last, which may be one behind the open
    later.openParts = 0;
    require(now == ReloadAction::refuse || core::decideReload(directives, later) == ReloadAction::answer,
            "what was held is answered some time");
}

void checkDirectives(const core::DeliveryDirectives& directives) {
    const auto again = core::parseDeliveryDirectives(queryOf(directives));
    require(again && again->msn == directives.msn && again->part == directives.part && again->skip == directives.skip,
            "directives that were read can be written");
    for (const std::uint64_t openMsn : {0U, 1U, 7U, 1000U}) {
        for (const std::uint64_t openParts : {0U, 1U, 5U}) {
            for (const double partTarget : {0.0, 0.21334, 1.0, 2.5}) {
                checkDecision(directives, {.openMsn = openMsn,
                                           .openParts = openParts,
                                           .ended = false,
                                           .partTargetSeconds = partTarget,
                                           .previousParts = 5});
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    boost::beast::http::request_header<> head;
    head.method(boost::beast::http::verb::get);
    head.version(11);
    head.set(boost::beast::http::field::host, "t");
    head.target({reinterpret_cast<const char*>(data), size});
    const auto request = net::requestOf(head, "::1");
    if (!request) {
        return 0;
    }
    checkPath(request->path);
    if (const auto directives = core::parseDeliveryDirectives(request->query)) {
        checkDirectives(*directives);
    }
    return 0;
}
