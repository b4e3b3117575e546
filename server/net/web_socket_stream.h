// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/stream.h"

#include <boost/asio/async_result.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace tally::server::net {

// A Stream as Beast's WebSocket wants its next layer, with handlers of any type: they are erased here, so that the
// WebSocket is compiled once for plain and TLS. Lives on the connection's thread.
class WebSocketStream {
public:
    using executor_type = boost::asio::any_io_executor;

    explicit WebSocketStream(std::shared_ptr<Stream> stream) : m_stream(std::move(stream)) {}

    executor_type get_executor() { return m_stream->executor(); }
    Stream& stream() { return *m_stream; }

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        const auto begin = [stream = m_stream](auto handler, boost::asio::mutable_buffer buffer) {
            stream->startRead(buffer, erased(std::move(handler)));
        };
        return boost::asio::async_initiate<Token, Signature>(begin, token,
                                                             firstOf<boost::asio::mutable_buffer>(buffers));
    }

    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        const auto begin = [stream = m_stream](auto handler, boost::asio::const_buffer buffer) {
            stream->startWrite({buffer, {}}, erased(std::move(handler)));
        };
        return boost::asio::async_initiate<Token, Signature>(begin, token, firstOf<boost::asio::const_buffer>(buffers));
    }

private:
    using Signature = void(boost::system::error_code, std::size_t);

    // Some of the buffers is all that is asked for: the first that is not empty.
    template <typename Buffer, typename Buffers>
    static Buffer firstOf(const Buffers& buffers) {
        for (const Buffer buffer : boost::beast::buffers_range_ref(buffers)) {
            if (buffer.size() > 0) {
                return buffer;
            }
        }
        return {};
    }

    template <typename Handler>
    static Stream::Done erased(Handler handler) {
        return [shared = std::make_shared<Handler>(std::move(handler))](boost::system::error_code error,
                                                                        std::size_t bytes) {
            std::move (*shared)(error, bytes);
        };
    }

    std::shared_ptr<Stream> m_stream;
};

// What Beast calls, by argument-dependent look-up, to end the connection under a WebSocket: at once …
inline void beast_close_socket(WebSocketStream& stream) {
    stream.stream().close();
}

// … or after the closing handshake.
inline void teardown(boost::beast::role_type, WebSocketStream& stream, boost::system::error_code& error) {
    stream.stream().close();
    error = {};
}

template <typename Handler>
void async_teardown(boost::beast::role_type, WebSocketStream& stream, Handler&& handler) {
    stream.stream().close();
    boost::asio::post(stream.get_executor(), [handler = std::forward<Handler>(handler)]() mutable {
        std::move(handler)(boost::system::error_code());
    });
}

} // namespace tally::server::net
