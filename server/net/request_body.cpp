// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/request_body.h"

#include "server/net/stream.h"

#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::size_t kWindowBytes = 16 * 1024;
constexpr std::size_t kReadBytes = 16 * 1024;
constexpr double kFloor = 16 * 1024; // bytes a second, as of those who read (NetOptions::writeFloor)

core::Error closed() {
    return {core::ErrorCode::closed, "the connection ended within the body"};
}

} // namespace

RequestBody::RequestBody(Stream& stream, beast::flat_buffer& buffer, Parser& parser, RouteLimits limits)
    : m_stream(stream), m_buffer(buffer), m_parser(parser), m_limits(limits) {}

void RequestBody::finishEarly() {
    m_ended = endless();
    if (m_ended && m_reading) {
        m_stream.cancel();
    }
}

asio::awaitable<core::Status> RequestBody::askForBody() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    m_asked = true;
    if (m_buffer.size() > 0 || m_parser.get().version() < 11 ||
        !beast::iequals(m_parser.get()[http::field::expect], "100-continue")) {
        co_return core::Status();
    }
    // 25 bytes on a connection that waits for them: they fit
    const auto [error, sent] = co_await m_stream.writeSome({asio::buffer(kContinue), {}});
    co_return error ? core::Status(tl::unexpected(closed())) : core::Status();
}

// How many bytes of the body are in the window, of those that were received.
core::Result<std::size_t> RequestBody::parse() {
    auto& body = m_parser.get().body();
    m_window.resize(kWindowBytes);
    body.data = m_window.data();
    body.size = m_window.size();
    boost::system::error_code error;
    while (!m_parser.is_done() && m_buffer.size() > 0 && !error) {
        m_buffer.consume(m_parser.put(m_buffer.data(), error));
    }
    if (error && error != http::error::need_more && error != http::error::need_buffer) {
        return core::fail(core::ErrorCode::invalid, "the body is not HTTP: " + error.message());
    }
    return m_window.size() - body.size;
}

asio::awaitable<core::Status> RequestBody::receive() {
    if (m_buffer.size() > kReadBytes) { // all that is there is less than a chunk's header
        co_return core::fail(core::ErrorCode::invalid, "the body is not HTTP: a chunk's header has no end");
    }
    m_reading = true;
    const auto [error, bytes] = co_await m_stream.readSome(m_buffer.prepare(kReadBytes));
    m_reading = false;
    m_buffer.commit(bytes);
    if (error && !m_ended) {
        co_return tl::unexpected(
            m_stream.expired() ? core::Error{core::ErrorCode::timeout, "the body stopped coming, or came too slowly"}
                               : closed());
    }
    co_return core::Status();
}

// Each byte of a body may come in time, and the body never: one that has a limit earns its time by bytes. An endless
// one is a publisher's, who showed a key.
std::chrono::steady_clock::time_point RequestBody::deadline() const {
    const auto idle = Stream::Clock::now() + m_limits.bodyIdle;
    if (m_limits.bodyBytes == 0) {
        return idle;
    }
    const std::chrono::duration<double> earned(static_cast<double>(m_read) / kFloor);
    const auto slack = 2 * m_limits.bodyIdle;
    return std::min(idle, m_begin + slack + std::chrono::duration_cast<Stream::Clock::duration>(earned));
}

asio::awaitable<core::Result<core::Bytes>> RequestBody::readSome() {
    if (!m_asked) {
        m_begin = Stream::Clock::now();
    }
    m_stream.expiresAt(deadline());
    if (!m_asked) {
        if (const auto asked = co_await askForBody(); !asked) {
            co_return core::propagate(asked);
        }
    }
    while (!m_parser.is_done() && !m_ended) {
        const auto got = parse();
        if (!got) {
            co_return core::propagate(got);
        }
        m_read += *got;
        if (m_limits.bodyBytes > 0 && m_read > m_limits.bodyBytes) {
            co_return core::fail(core::ErrorCode::tooLarge,
                                 "the body is over the limit of " + std::to_string(m_limits.bodyBytes) + " bytes");
        }
        if (*got > 0) {
            const auto window = std::as_bytes(std::span(m_window).first(*got));
            co_return core::Bytes(window.begin(), window.end());
        }
        if (m_parser.is_done()) {
            break;
        }
        if (const auto received = co_await receive(); !received) {
            co_return core::propagate(received);
        }
    }
    m_stream.expiresNever();
    co_return core::Bytes();
}

} // namespace tally::server::net
