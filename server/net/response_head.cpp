// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/prepared_response.h"

#include <boost/beast/http/status.hpp>

#include <array>
#include <ctime>

namespace tally::server::net {
namespace {

// IMF-fixdate, RFC 9110 §5.6.7. Made once a second and thread.
const std::string& httpDate() {
    thread_local std::time_t made = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        std::tm utc{};
        gmtime_r(&now, &utc);
        std::array<char, 40> buffer{};
        const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
        text.assign(buffer.data(), length);
        made = now;
    }
    return text;
}

void addField(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

} // namespace

void writeHead(std::string& head, const Response& response, ResponseFraming framing) {
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
    head = "HTTP/1.1 ";
    head += std::to_string(response.status);
    head += ' ';
    head.append(reason.data(), reason.size());
    head += "\r\n";
    addField(head, "Date", httpDate());
    for (const auto& [name, value] : response.headers) {
        addField(head, name, value);
    }
    if (response.status != 204 && response.status != 304) { // RFC 9110 §8.6
        addField(head, "Content-Length", std::to_string(response.bodySize()));
    }
    if (framing.cors) {
        addField(head, "Access-Control-Allow-Origin", "*");
        addField(head, "Access-Control-Expose-Headers", "Age, Content-Length, Content-Range, Date, ETag");
    }
    addField(head, "Connection", framing.keepAlive ? "keep-alive" : "close");
    head += "\r\n";
}

std::shared_ptr<const PreparedResponse> prepare(Response response, ResponseFraming framing) {
    auto prepared = std::make_shared<PreparedResponse>();
    writeHead(prepared->head, response, framing);
    prepared->response = std::move(response);
    prepared->withBody = framing.method != Method::head;
    return prepared;
}

} // namespace tally::server::net
