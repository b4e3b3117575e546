// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <chrono>
#include <vector>

namespace tally::server::net {

class Stream;

// The body of the request whose head `parser` has read. Lives on the connection's thread.
class RequestBody : public BodyReader {
public:
    using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

    RequestBody(Stream& stream, boost::beast::flat_buffer& buffer, Parser& parser, RouteLimits limits);

    boost::asio::awaitable<core::Result<core::Bytes>> readSome() override;

    // The server ends: a body that has no end of its own ends here, with the answer to what came so far.
    void finishEarly();

    bool finished() const { return m_parser.is_done(); }

private:
    bool endless() const { return m_limits.bodyBytes == 0 && m_parser.chunked(); }
    std::chrono::steady_clock::time_point deadline() const;
    boost::asio::awaitable<core::Status> askForBody();
    core::Result<std::size_t> parse();
    boost::asio::awaitable<core::Status> receive();

    Stream& m_stream;
    boost::beast::flat_buffer& m_buffer;
    Parser& m_parser;
    RouteLimits m_limits;
    std::size_t m_read = 0;
    std::chrono::steady_clock::time_point m_begin{}; // when it was first asked for
    bool m_asked = false;                            // 100 Continue, where the client waits for it
    bool m_reading = false;
    bool m_ended = false;       // early
    std::vector<char> m_window; // where the parser puts what it reads; made for the first byte
};

} // namespace tally::server::net
