// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"
#include "server/net/net_options.h"

namespace tally::server::net {

class Stream;

// What the connection adds to a response.
struct ResponseFraming {
    Method method = Method::get; // HEAD: the same head, no body
    bool cors = false;
    bool keepAlive = false;
};

// Sends one response. Whoever reads slower than NetOptions::writeFloor for longer than NetOptions::writeSlack is given
// up: a segment over a bad line takes its time, a reader of ten bytes a second holds no buffer.
// Lives on the connection's thread.
class ResponseWriter {
public:
    ResponseWriter(Stream& stream, const NetOptions& options) : m_stream(stream), m_options(options) {}

    // How much of the body went out, or nothing where the connection is at its end.
    boost::asio::awaitable<std::optional<std::size_t>> write(const Response& response, ResponseFraming framing);

private:
    Stream& m_stream;
    const NetOptions& m_options;
};

} // namespace tally::server::net
