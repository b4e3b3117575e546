// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/request_framing.h"

#include <boost/beast/http/field.hpp>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace beast = boost::beast;
using beast::http::field;

bool isNumber(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char character) { return character >= '0' && character <= '9'; });
}

} // namespace

core::Status checkFraming(const beast::http::request_header<>& head) {
    constexpr unsigned kHttp11 = 11;
    const std::size_t hosts = head.count(field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == kHttp11)) {
        return core::fail(core::ErrorCode::invalid, "a request names one host");
    }
    const std::size_t lengths = head.count(field::content_length);
    if (lengths > 1 || (lengths == 1 && !isNumber(head[field::content_length]))) {
        return core::fail(core::ErrorCode::invalid, "a request has one Content-Length, a decimal number");
    }
    const std::size_t codings = head.count(field::transfer_encoding);
    const bool isChunked = codings == 1 && lengths == 0 && head.version() == kHttp11 &&
                           beast::iequals(head[field::transfer_encoding], "chunked");
    if (codings > 0 && !isChunked) {
        return core::fail(core::ErrorCode::invalid, "the one Transfer-Encoding of a request is chunked, in HTTP/1.1");
    }
    return {};
}

} // namespace tally::server::net
