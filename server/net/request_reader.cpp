// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/request_reader.h"

#include "server/net/stream.h"

#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

std::uint16_t statusOf(const boost::system::error_code& error) {
    if (error == http::error::header_limit) {
        return 431;
    }
    return error == http::error::bad_version ? 505 : 400;
}

constexpr std::size_t kPipelinedBytes = 8 * 1024; // what is read ahead; the rest waits in the client's socket
constexpr std::size_t kReadBytes = 1024;          // a request of a player fits; ten thousand viewers keep this buffer

} // namespace

RequestReader::State RequestReader::parse() {
    if (!m_parser) {
        m_parser.emplace();
        m_parser->header_limit(static_cast<std::uint32_t>(m_options.headerBytes));
        m_parser->body_limit(boost::none); // the route's limit counts: RequestBody
    }
    while (m_buffer.size() > 0) {
        boost::system::error_code error;
        m_buffer.consume(m_parser->put(m_buffer.data(), error));
        if (m_parser->is_header_done()) {
            m_begun = false;
            m_stream.expiresNever();
            return State::head;
        }
        if (error && error != http::error::need_more) {
            m_refusal = Response::problem(statusOf(error), "not an HTTP/1.1 request: " + error.message());
            return State::refused;
        }
        if (error == http::error::need_more) {
            break;
        }
    }
    return State::incomplete;
}

// Between two requests as long as a connection may idle; a head that has begun has a deadline for all of it.
void RequestReader::expireByProgress() {
    m_idle = m_buffer.size() == 0 && !m_begun;
    if (m_idle) {
        m_stream.expiresAfter(m_options.keepAlive);
    } else if (!m_begun) {
        m_begun = true;
        m_stream.expiresAfter(m_options.headerDeadline);
    }
}

asio::awaitable<bool> RequestReader::receive() {
    expireByProgress();
    co_return co_await read();
}

asio::awaitable<bool> RequestReader::receiveAhead() {
    if (m_buffer.size() >= kPipelinedBytes) {
        co_await m_stream.broken();
        co_return false;
    }
    co_return co_await read();
}

asio::awaitable<bool> RequestReader::read() {
    const auto [error, bytes] = co_await m_stream.readSome(m_buffer.prepare(kReadBytes));
    m_idle = false;
    m_buffer.commit(bytes);
    co_return !error;
}

} // namespace tally::server::net
