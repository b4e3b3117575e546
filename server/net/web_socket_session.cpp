// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/web_socket_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

} // namespace

WebSocketSession::WebSocketSession(std::shared_ptr<Stream> stream, std::unique_ptr<WebSocketHandler> handler)
    : m_stream(WebSocketStream(std::move(stream))), m_executor(m_stream.get_executor()), m_handler(std::move(handler)) {
    m_stream.set_option(websocket::stream_base::timeout{
        .handshake_timeout = std::chrono::seconds(10), .idle_timeout = kSilence, .keep_alive_pings = true});
    m_stream.read_message_max(kMessageBytes);
    m_stream.text(true);
}

asio::awaitable<void> WebSocketSession::run(const beast::http::request<beast::http::buffer_body>& upgrade) {
    const auto self = shared_from_this();
    const auto [error] = co_await m_stream.async_accept(upgrade, kNoThrow);
    if (error) {
        co_return;
    }
    m_open = true;
    m_handler->opened(self);
    co_await readMessages();
    m_open = false;
    m_handler->closed();
    m_handler.reset();
}

asio::awaitable<void> WebSocketSession::readMessages() {
    for (;;) {
        beast::flat_buffer message;
        const auto [error, bytes] = co_await m_stream.async_read(message, kNoThrow);
        if (error) {
            co_return;
        }
        const auto data = message.cdata();
        m_handler->received(std::string_view(static_cast<const char*>(data.data()), data.size()));
    }
}

void WebSocketSession::send(std::shared_ptr<const std::string> text) {
    asio::dispatch(m_executor, [self = shared_from_this(), text = std::move(text)] { self->enqueue(text); });
}

void WebSocketSession::enqueue(std::shared_ptr<const std::string> text) {
    if (!m_open || m_closeReason) {
        return;
    }
    if (m_queuedBytes + text->size() > kQueueBytes) { // HOSTILE H31: a reader that never reads
        m_stream.next_layer().stream().close();
        return;
    }
    m_queuedBytes += text->size();
    m_queue.push_back(std::move(text));
    if (!m_writing) {
        m_writing = true;
        asio::co_spawn(m_executor, writeQueue(), asio::detached);
    }
}

asio::awaitable<void> WebSocketSession::writeQueue() {
    const auto self = shared_from_this();
    while (m_open && !m_queue.empty()) {
        const auto text = m_queue.front();
        const auto [error, bytes] = co_await m_stream.async_write(asio::buffer(*text), kNoThrow);
        if (error) {
            break;
        }
        m_queue.pop_front();
        m_queuedBytes -= text->size();
    }
    m_writing = false;
    if (m_open && m_closeReason) {
        co_await m_stream.async_close(*m_closeReason, kNoThrow);
    }
}

void WebSocketSession::close(std::string_view reason) {
    asio::dispatch(m_executor, [self = shared_from_this(), text = std::string(reason.substr(0, kReasonBytes))] {
        self->finish({websocket::close_code::policy_error, text});
    });
}

void WebSocketSession::restart() {
    finish({websocket::close_code::service_restart, "the server is restarted"});
}

void WebSocketSession::finish(const websocket::close_reason& reason) {
    if (m_closeReason) {
        return;
    }
    m_closeReason = reason;
    if (!m_writing && m_open) {
        m_writing = true;
        asio::co_spawn(m_executor, writeQueue(), asio::detached);
    }
}

} // namespace tally::server::net
