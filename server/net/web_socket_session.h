// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/web_socket.h"
#include "server/net/web_socket_stream.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <memory>
#include <string>

namespace tally::server::net {

// An open WebSocket: text messages in and out, pings, deadlines and bounds. Lives on its connection's thread; send()
// and close() cross to it.
class WebSocketSession : public WebSocket, public std::enable_shared_from_this<WebSocketSession> {
public:
    static constexpr std::size_t kMessageBytes = 64 * 1024;
    static constexpr std::size_t kQueueBytes = 256 * 1024;
    static constexpr std::size_t kReasonBytes = 120;    // RFC 6455 §5.5: a control frame has 125 bytes
    static constexpr std::chrono::seconds kSilence{30}; // a ping after half of it, the end after all of it

    WebSocketSession(std::shared_ptr<Stream> stream, std::unique_ptr<WebSocketHandler> handler);

    // Answers the upgrade, then reads until either side ends it.
    boost::asio::awaitable<void> run(const boost::beast::http::request<boost::beast::http::buffer_body>& upgrade);

    void send(std::shared_ptr<const std::string> text) override;
    void close(std::string_view reason) override;
    void restart(); // the server ends: 1012, the client may come again. On the connection's thread
    boost::asio::any_io_executor executor() const override { return m_executor; }

private:
    boost::asio::awaitable<void> readMessages();
    boost::asio::awaitable<void> writeQueue();
    void enqueue(std::shared_ptr<const std::string> text);
    void finish(const boost::beast::websocket::close_reason& reason);

    // Without permessage-deflate, which no client is offered: false leaves its code out.
    boost::beast::websocket::stream<WebSocketStream, false> m_stream;
    boost::asio::any_io_executor m_executor;
    std::unique_ptr<WebSocketHandler> m_handler;
    std::deque<std::shared_ptr<const std::string>> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_writing = false;
    bool m_open = false;
    std::optional<boost::beast::websocket::close_reason> m_closeReason; // close once the queue is written
};

} // namespace tally::server::net
