// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/request_body.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

core::Error errorOf(const boost::system::error_code& error) {
    if (error == beast::error::timeout) {
        return {core::ErrorCode::timeout, "the body stopped coming"};
    }
    if (error == http::error::partial_message || error == http::error::end_of_stream || error == asio::error::eof ||
        error == asio::error::connection_reset || error == asio::error::operation_aborted) {
        return {core::ErrorCode::closed, "the connection ended within the body"};
    }
    return {core::ErrorCode::invalid, "the body is not HTTP: " + error.message()};
}

} // namespace

RequestBody::RequestBody(beast::tcp_stream& stream, beast::flat_buffer& buffer, Parser& parser, RouteLimits limits)
    : m_stream(stream), m_buffer(buffer), m_parser(parser), m_limits(limits) {}

asio::awaitable<core::Status> RequestBody::askForBody() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    m_asked = true;
    if (m_buffer.size() > 0 || !beast::iequals(m_parser.get()[http::field::expect], "100-continue")) {
        co_return core::Status();
    }
    const auto [error, sent] = co_await asio::async_write(m_stream, asio::buffer(kContinue), kNoThrow);
    co_return error ? core::Status(tl::unexpected(errorOf(error))) : core::Status();
}

asio::awaitable<core::Result<core::Bytes>> RequestBody::readSome() {
    m_stream.expires_after(m_limits.bodyIdle);
    if (!m_asked) {
        if (const auto asked = co_await askForBody(); !asked) {
            co_return core::propagate(asked);
        }
    }
    while (!m_parser.is_done()) {
        auto& body = m_parser.get().body();
        body.data = m_window.data();
        body.size = m_window.size();
        const auto [error, bytes] = co_await http::async_read_some(m_stream, m_buffer, m_parser, kNoThrow);
        if (error && error != http::error::need_buffer) {
            co_return tl::unexpected(errorOf(error));
        }
        const std::size_t got = m_window.size() - body.size;
        m_read += got;
        if (m_limits.bodyBytes > 0 && m_read > m_limits.bodyBytes) {
            co_return core::fail(core::ErrorCode::tooLarge,
                                 "the body is over the limit of " + std::to_string(m_limits.bodyBytes) + " bytes");
        }
        if (got > 0) {
            const auto window = std::as_bytes(std::span(m_window).first(got));
            co_return core::Bytes(window.begin(), window.end());
        }
    }
    m_stream.expires_never();
    co_return core::Bytes();
}

} // namespace tally::server::net
