// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"

#include "server/net/stream.h"
#include "server/net/web_socket_session.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>

// How a connection ends.
namespace tally::server::net {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLingerBytes = 1024 * 1024; // what a client may still send after its last answer

} // namespace

void Connection::finish() {
    asio::dispatch(m_stream->executor(), [self = shared_from_this()] { self->finishNow(); });
}

void Connection::finishNow() {
    m_finishing = true;
    if (m_held) {
        m_stream->cancel(); // waitHeld() goes on
    }
    if (m_body != nullptr) {
        m_body->finishEarly();
    }
    if (const auto session = m_webSocket.lock()) {
        session->restart();
    }
}

void Connection::closeIdle() {
    asio::dispatch(m_stream->executor(), [self = shared_from_this()] {
        if (self->m_reader.idle()) {
            self->m_stream->cancel();
        }
    });
}

void Connection::cut() {
    asio::dispatch(m_stream->executor(), [self = shared_from_this()] { self->m_stream->close(); });
}

// A socket that is closed with unread bytes in it resets the connection, and the client loses the answer it has not
// read yet (RFC 9112 §9.6).
asio::awaitable<void> Connection::linger() {
    m_stream->expiresAfter(m_options.linger);
    co_await m_stream->finishSending();
    std::array<char, 4096> discarded{};
    for (std::size_t left = m_unread || m_finishing ? kLingerBytes : 0; left > 0;) {
        const auto [error, bytes] = co_await m_stream->discardSome(asio::buffer(discarded));
        if (error) {
            co_return;
        }
        left -= std::min(left, bytes);
    }
}

} // namespace tally::server::net
