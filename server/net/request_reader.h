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

    enum class State { incomplete, head, refused };
    // Of what was received. head: parser() has it; refused: it is no HTTP/1, refusal() says so.
    State parse();
    // After `incomplete`. False: the client went away or was too slow, there is nobody to answer.
    boost::asio::awaitable<bool> receive();
    // While a request has no answer yet: what its client pipelines, within bounds. Ends as receive() does, without a
    // deadline of its own. The answer may come meanwhile: then, after expectNext(), it is the read for the next
    // request.
    boost::asio::awaitable<bool> receiveAhead();
    void expectNext() { expireByProgress(); }
    void next() { m_parser.reset(); } // the request is answered

    RequestBody::Parser& parser() { return *m_parser; }
    bool idle() const { return m_idle; } // between two requests
    const Response& refusal() const { return m_refusal; }

private:
    void expireByProgress();
    boost::asio::awaitable<bool> read();

    Stream& m_stream;
    boost::beast::flat_buffer& m_buffer;
    const NetOptions& m_options;
    std::optional<RequestBody::Parser> m_parser;
    bool m_idle = false;
    bool m_begun = false; // the first bytes of a head came, and its deadline runs
    Response m_refusal;
};

} // namespace tally::server::net
