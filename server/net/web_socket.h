// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace tally::server::net {

// Our side of an open WebSocket. send() and close() may be called from any thread; they cross to the connection's own.
class WebSocket {
public:
    virtual ~WebSocket() = default;

    // Queues a text message. A peer whose queue is over the limit (256 KiB) is closed: it does not read.
    virtual void send(std::shared_ptr<const std::string> text) = 0;
    virtual void close(std::string_view reason) = 0;
    virtual boost::asio::any_io_executor executor() const = 0;
};

// What a route does with its sockets. Every call comes on the connection's thread.
class WebSocketHandler {
public:
    virtual ~WebSocketHandler() = default;

    virtual void opened(std::shared_ptr<WebSocket> socket) = 0;
    virtual void received(std::string_view text) = 0;
    virtual void closed() = 0; // always the last call, once
};

// Makes the handler of one connection, or refuses the upgrade with a problem document.
using WebSocketRoute = std::function<core::Result<std::unique_ptr<WebSocketHandler>>(const Request&)>;

} // namespace tally::server::net
