// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/net_options.h"
#include "server/net/request_body.h"

#include <boost/beast/core/flat_buffer.hpp>

#include <optional>

namespace tally::server::net {

class Stream;

// Reads the heads of a connection's requests. Lives on the connection's thread.
class RequestReader {
public:
    RequestReader(Stream& stream, boost::beast::flat_buffer& buffer, const NetOptions& options)
        : m_stream(stream), m_buffer(buffer), m_options(options) {}

    enum class End { head, closed, refused };
    // head: `parser` has it. closed: the client went away or was too slow, there is nobody to answer.
    // refused: what came is no HTTP/1; refusal() says so.
    boost::asio::awaitable<End> read(RequestBody::Parser& parser);

    bool idle() const { return m_idle; } // between two requests
    const Response& refusal() const { return m_refusal; }

private:
    boost::asio::awaitable<bool> waitForRequest();
    boost::asio::awaitable<bool> receive();

    Stream& m_stream;
    boost::beast::flat_buffer& m_buffer;
    const NetOptions& m_options;
    bool m_idle = false;
    Response m_refusal;
};

} // namespace tally::server::net
