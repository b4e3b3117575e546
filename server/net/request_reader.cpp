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

constexpr std::size_t kReadBytes = 1024; // a request of a player fits; ten thousand viewers keep this buffer

} // namespace

asio::awaitable<bool> RequestReader::receive() {
    const auto [error, bytes] = co_await m_stream.readSome(m_buffer.prepare(kReadBytes));
    m_buffer.commit(bytes);
    co_return !error;
}

// For the first byte as long as a connection may idle.
asio::awaitable<bool> RequestReader::waitForRequest() {
    if (m_buffer.size() > 0) { // pipelined
        co_return true;
    }
    m_idle = true;
    m_stream.expiresAfter(m_options.keepAlive);
    const bool received = co_await receive();
    m_idle = false;
    co_return received;
}

asio::awaitable<RequestReader::End> RequestReader::read(RequestBody::Parser& parser) {
    parser.header_limit(static_cast<std::uint32_t>(m_options.headerBytes));
    parser.body_limit(boost::none); // the route's limit counts: RequestBody
    if (!co_await waitForRequest()) {
        co_return End::closed;
    }
    m_stream.expiresAfter(m_options.headerDeadline);
    for (;;) {
        boost::system::error_code error;
        m_buffer.consume(parser.put(m_buffer.data(), error));
        if (parser.is_header_done()) {
            m_stream.expiresNever();
            co_return End::head;
        }
        if (error && error != http::error::need_more) {
            m_refusal = Response::problem(statusOf(error), "not an HTTP/1.1 request: " + error.message());
            co_return End::refused;
        }
        if (!co_await receive()) {
            co_return End::closed;
        }
    }
}

} // namespace tally::server::net
