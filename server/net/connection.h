// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/net_counts.h"
#include "server/net/net_options.h"
#include "server/net/request_body.h"
#include "server/net/router.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <memory>
#include <string>

namespace tally::server::net {

// One HTTP/1.1 connection, request after request, until it is closed or becomes a WebSocket.
// Lives on its io_context's thread; finish() may be called from any thread.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::ip::tcp::socket socket, const Router& router, const NetOptions& options, NetCounts& counts);

    boost::asio::awaitable<void> serve();

    // The last response of this connection is the one that runs now; an idle connection is closed.
    void finish();

    const std::string& remoteAddress() const { return m_remoteAddress; }

private:
    enum class Next { request, close };

    boost::asio::awaitable<bool> readHead(RequestBody::Parser& parser);
    boost::asio::awaitable<Next> answer(RequestBody::Parser& parser);
    boost::asio::awaitable<Response> respond(Request& request, const RouteMatch& match, const RequestBody& body);
    boost::asio::awaitable<void> clientGone();
    boost::asio::awaitable<Next> upgrade(RequestBody::Parser& parser, const Request& request, const RouteMatch& match);
    boost::asio::awaitable<bool> write(const Response& response, Method method, bool cors, bool keepAlive);

    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    const Router& m_router;
    const NetOptions& m_options;
    NetCounts& m_counts;
    std::string m_remoteAddress;
    bool m_idle = false;
    bool m_finishing = false;
};

} // namespace tally::server::net
