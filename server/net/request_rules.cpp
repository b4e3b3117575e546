// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/request_rules.h"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr unsigned kHttp10 = 10;
constexpr unsigned kHttp11 = 11;

bool isKnown(http::verb method) {
    switch (method) {
    case http::verb::get:
    case http::verb::head:
    case http::verb::post:
    case http::verb::put:
    case http::verb::delete_:
    case http::verb::options:
        return true;
    default:
        return false;
    }
}

bool isNumber(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Response> refusalOfCoding(const http::request_header<>& head) {
    if (head.count(http::field::transfer_encoding) == 0) {
        return std::nullopt;
    }
    if (head.version() == kHttp10) { // §6.1: framing by somebody who did not understand it
        return Response::problem(400, "HTTP/1.0 has no transfer codings");
    }
    const bool chunked = head.count(http::field::transfer_encoding) == 1 &&
                         beast::iequals(head[http::field::transfer_encoding], "chunked");
    return chunked ? std::nullopt
                   : std::optional(Response::problem(501, "the only transfer coding that is understood is chunked"));
}

// Every reader of this head, a proxy in front of us too, has to see the same end of its body (§6.3).
std::optional<Response> refusalOfLength(const http::request_header<>& head) {
    const std::size_t lengths = head.count(http::field::content_length);
    if (lengths > 0 && head.count(http::field::transfer_encoding) > 0) {
        return Response::problem(400, "a request has a Content-Length or a transfer coding, not both");
    }
    if (lengths > 1 || (lengths == 1 && !isNumber(head[http::field::content_length]))) {
        return Response::problem(400, "a request has one Content-Length, a decimal number");
    }
    return std::nullopt;
}

} // namespace

std::optional<Response> refusalOf(const http::request_header<>& head) {
    const std::size_t hosts = head.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == kHttp11)) { // §3.2
        return Response::problem(400, "a request has one Host header");
    }
    if (auto refusal = refusalOfCoding(head)) {
        return refusal;
    }
    if (auto refusal = refusalOfLength(head)) {
        return refusal;
    }
    const bool expects = head.version() == kHttp11 && head.count(http::field::expect) > 0;
    if (expects && !beast::iequals(head[http::field::expect], "100-continue")) {
        return Response::problem(417, "the only expectation that is met is 100-continue");
    }
    if (!isKnown(head.method())) {
        return Response::problem(501, "this method is not one the server knows");
    }
    return std::nullopt;
}

} // namespace tally::server::net
