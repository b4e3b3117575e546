// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/request_head.h"

#include <boost/url/parse.hpp>
#include <boost/url/scheme.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace http = boost::beast::http;

core::Result<Method> methodOf(http::verb verb) {
    switch (verb) {
    case http::verb::get:
        return Method::get;
    case http::verb::head:
        return Method::head;
    case http::verb::post:
        return Method::post;
    case http::verb::put:
        return Method::put;
    case http::verb::delete_:
        return Method::del;
    case http::verb::options:
        return Method::options;
    default:
        return core::fail(core::ErrorCode::invalid, "this method is not one the server knows");
    }
}

bool isPlainPath(std::string_view path) {
    const bool control = std::any_of(path.begin(), path.end(),
                                     [](char character) { return static_cast<unsigned char>(character) < 0x20; });
    return path.starts_with('/') && !control && path.find("/..") == std::string_view::npos &&
           path.find('\\') == std::string_view::npos;
}

// RFC 9112 §3.2: a path, or, as a proxy sends it, a whole URL, whose host says nothing that Host does not.
boost::urls::result<boost::urls::url_view> targetOf(std::string_view target) {
    if (target.starts_with('/')) {
        return boost::urls::parse_origin_form(target);
    }
    auto url = boost::urls::parse_absolute_uri(target);
    const bool http =
        url && (url->scheme_id() == boost::urls::scheme::http || url->scheme_id() == boost::urls::scheme::https);
    return http ? url : boost::urls::parse_origin_form(target);
}

} // namespace

core::Result<Request> requestOf(const http::request_header<>& head, std::string remoteAddress) {
    constexpr std::size_t kTargetBytes = 4096;
    const auto method = methodOf(head.method());
    if (!method) {
        return core::propagate(method);
    }
    if (head.target().size() > kTargetBytes) {
        return core::fail(core::ErrorCode::invalid, "the address is longer than 4096 bytes");
    }
    const auto url = targetOf(head.target());
    const bool ofServer = *method == Method::options && head.target() == "*";
    if (!url && !ofServer) {
        return core::fail(core::ErrorCode::invalid, "the address is not a path");
    }
    Request request;
    request.method = *method;
    request.path = ofServer ? "*" : url->path();
    request.remoteAddress = std::move(remoteAddress);
    if (!isPlainPath(request.path) && !ofServer) {
        return core::fail(core::ErrorCode::invalid, "the path has characters that no address here has");
    }
    if (!ofServer) {
        for (const auto parameter : url->params()) {
            request.query.emplace_back(parameter.key, parameter.value);
        }
    }
    for (const auto& field : head) {
        request.headers.emplace_back(field.name_string(), field.value());
    }
    return request;
}

} // namespace tally::server::net
