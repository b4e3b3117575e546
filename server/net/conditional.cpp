// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/conditional.h"

#include "server/net/entity_tag.h"

#include <algorithm>
#include <array>

namespace tally::server::net {
namespace {

// RFC 9110 §15.4.5. CORS and Date are added to every response.
bool isKept(const std::string& name) {
    constexpr std::array<std::string_view, 4> kKept{"Cache-Control", "Content-Location", "ETag", "Vary"};
    return std::find(kKept.begin(), kKept.end(), name) != kKept.end();
}

Response notModified(const Response& response) {
    Response kept = Response::empty(304);
    for (const auto& [name, value] : response.headers) {
        if (isKept(name)) {
            kept.withHeader(name, value);
        }
    }
    return kept;
}

} // namespace

Response conditional(const Request& request, Response response) {
    const auto tag = response.header("ETag");
    if (response.status != 200 || !tag || (request.method != Method::get && request.method != Method::head)) {
        return response;
    }
    if (const auto wanted = request.header("if-match"); wanted && !hasTag(*wanted, *tag, TagComparison::strong)) {
        return Response::problem(412, "there is another version at this address");
    }
    if (const auto known = request.header("if-none-match"); known && hasTag(*known, *tag, TagComparison::weak)) {
        return notModified(response);
    }
    return response;
}

} // namespace tally::server::net
