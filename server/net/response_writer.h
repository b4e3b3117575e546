// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"
#include "server/net/net_options.h"
#include "server/net/outgoing.h"
#include "server/net/prepared_response.h"
#include "server/net/stream.h"

namespace tally::server::net {

// Sends one response. Whoever reads slower than NetOptions::writeFloor for longer than NetOptions::writeSlack is given
// up: a segment over a bad line takes its time, a reader of ten bytes a second holds no buffer.
// Lives on the connection's thread.
class ResponseWriter {
public:
    ResponseWriter(Stream& stream, const NetOptions& options) : m_stream(stream), m_options(options) {}

    // Sends what goes out without waiting. True: that was all; false: finish() sends the rest.
    bool begin(Response response, ResponseFraming framing);
    bool begin(std::shared_ptr<const PreparedResponse> prepared);
    boost::asio::awaitable<bool> finish(); // false: the connection is at its end
    bool begun() const { return !m_left.done(); }
    std::size_t bodyBytes() const { return m_bodyBytes; } // of the last response

private:
    bool begin(std::string_view head, const Response& response, bool withBody);
    bool sendNow();
    boost::asio::awaitable<Stream::Io> sendSome();
    void forget();

    Stream& m_stream;
    const NetOptions& m_options;
    std::string m_head; // its room is used again
    Response m_response;
    std::shared_ptr<const PreparedResponse> m_prepared; // in place of the two
    Outgoing m_left;
    std::size_t m_bodyBytes = 0;
};

} // namespace tally::server::net
