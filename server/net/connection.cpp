// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"

#include "server/net/request_head.h"
#include "server/net/response_head.h"
#include "server/net/web_socket_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

// Read at once, and the most that a line between chunks or a trailer may have: Beast itself sets them no limit.
constexpr std::size_t kReadBytes = 64 * 1024;

std::string addressOf(const asio::ip::tcp::socket& socket) {
    boost::system::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    return error ? std::string() : endpoint.address().to_string();
}

// One more while it lives.
class Counted {
public:
    explicit Counted(std::atomic<std::uint64_t>& count) : m_count(count) { ++m_count; }
    ~Counted() { --m_count; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    std::atomic<std::uint64_t>& m_count;
};

// The one place where what a handler throws ends.
asio::awaitable<Response> guarded(const Handler& handler, Request& request) {
    try {
        co_return co_await handler(request);
    } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted) { // the client went away
            spdlog::error("{}: {}", request.path, error.what());
        }
    } catch (const std::exception& error) {
        spdlog::error("{}: {}", request.path, error.what());
    }
    co_return Response::problem(500, "the server failed to answer; its log says why");
}

} // namespace

Connection::Connection(asio::ip::tcp::socket socket, const Router& router, const NetOptions& options, NetCounts& counts)
    : m_stream(std::move(socket)),
      m_buffer(options.headerBytes + kReadBytes),
      m_router(router),
      m_options(options),
      m_counts(counts),
      m_remoteAddress(addressOf(m_stream.socket())) {
    boost::system::error_code ignored; // a peer that is gone already shows at the first read
    m_stream.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Connection::finish() {
    asio::dispatch(m_stream.get_executor(), [self = shared_from_this()] {
        self->m_finishing = true;
        if (self->m_idle) {
            self->m_stream.close();
        }
    });
}

asio::awaitable<void> Connection::serve() {
    const auto self = shared_from_this();
    for (Next next = Next::request; next == Next::request && !m_finishing;) {
        RequestBody::Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(m_options.headerBytes));
        parser.body_limit(boost::none); // the route's limit counts: RequestBody
        if (!co_await readHead(parser)) {
            break;
        }
        next = co_await answer(parser);
    }
    boost::system::error_code ignored;
    m_stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

asio::awaitable<bool> Connection::readHead(RequestBody::Parser& parser) {
    if (m_buffer.size() == 0) { // wait for the first byte as long as a connection may idle
        m_idle = true;
        m_stream.expires_after(m_options.keepAlive);
        const auto [error, bytes] = co_await m_stream.async_read_some(m_buffer.prepare(4096), kNoThrow);
        m_idle = false;
        if (error) {
            co_return false;
        }
        m_buffer.commit(bytes);
    }
    m_stream.expires_after(m_options.headerDeadline);
    const auto [error, bytes] = co_await http::async_read_header(m_stream, m_buffer, parser, kNoThrow);
    m_stream.expires_never();
    if (!error) {
        co_return true;
    }
    if (error != http::error::end_of_stream && error != asio::error::eof && error != beast::error::timeout) {
        const std::uint16_t status = error == http::error::header_limit ? 431 : 400;
        co_await write(Response::problem(status, "not an HTTP/1.1 request: " + error.message()), Method::get, false,
                       false);
    }
    co_return false;
}

asio::awaitable<Connection::Next> Connection::answer(RequestBody::Parser& parser) {
    auto request = requestOf(parser.get(), m_remoteAddress);
    if (!request) {
        co_await write(Response::ofError(request.error()), Method::get, false, false);
        co_return Next::close;
    }
    const bool isUpgrade = beast::websocket::is_upgrade(parser.get());
    RouteMatch match = m_router.match(request->method, request->path, isUpgrade);
    request->parameters = std::move(match.parameters);
    if (match.webSocket != nullptr) {
        co_return co_await upgrade(parser, *request, match);
    }
    RequestBody body(m_stream, m_buffer, parser, match.limits);
    request->body = &body;
    const Response response = co_await respond(*request, match, body);
    // What is left of a body that the handler did not want would be read as the next request: then the connection ends.
    const bool keepAlive = parser.get().keep_alive() && body.finished() && !m_finishing;
    const bool written = co_await write(response, request->method, match.limits.cors, keepAlive);
    co_return written&& keepAlive ? Next::request : Next::close;
}

asio::awaitable<Response> Connection::respond(Request& request, const RouteMatch& match, const RequestBody& body) {
    using namespace asio::experimental::awaitable_operators;
    if (match.handler == nullptr) {
        co_return match.refusal;
    }
    if (!body.finished() || m_buffer.size() > 0) { // a read of the body sees the end itself
        co_return co_await guarded(*match.handler, request);
    }
    auto first = co_await (guarded(*match.handler, request) || clientGone());
    if (first.index() == 1) {
        m_finishing = true;
        co_return Response::problem(503, "the client went away");
    }
    co_return std::get<0>(std::move(first));
}

// Ends when the peer closed; a pipelined request is no end.
asio::awaitable<void> Connection::clientGone() {
    auto& socket = m_stream.socket();
    const auto [error] = co_await socket.async_wait(asio::ip::tcp::socket::wait_read, kNoThrow);
    char byte = 0;
    boost::system::error_code peeked;
    socket.non_blocking(true, peeked);
    const std::size_t there =
        error ? 0 : socket.receive(asio::buffer(&byte, 1), asio::ip::tcp::socket::message_peek, peeked);
    if (error || peeked || there == 0) {
        co_return;
    }
    asio::steady_timer never(m_stream.get_executor(), asio::steady_timer::time_point::max());
    co_await never.async_wait(kNoThrow);
}

asio::awaitable<Connection::Next> Connection::upgrade(RequestBody::Parser& parser, const Request& request,
                                                      const RouteMatch& match) {
    if (m_buffer.size() >
        0) { // RFC 6455 §4.1: the client waits. What is in the buffer already, the session would not see
        co_await write(Response::problem(400, "a WebSocket client sends nothing before it has the server's answer"),
                       Method::get, false, false);
        co_return Next::close;
    }
    auto handler = (*match.webSocket)(request);
    if (!handler) {
        co_await write(Response::ofError(handler.error()), Method::get, false, false);
        co_return Next::close;
    }
    const auto session = std::make_shared<WebSocketSession>(std::move(m_stream), std::move(*handler));
    const Counted counted(m_counts.webSockets);
    co_await session->run(parser.get());
    co_return Next::close;
}

asio::awaitable<bool> Connection::write(const Response& response, Method method, bool cors, bool keepAlive) {
    const std::string head = responseHead(response, cors, keepAlive);
    asio::const_buffer body;
    if (method != Method::head && response.text) {
        body = asio::buffer(*response.text);
    } else if (method != Method::head && response.bytes) {
        body = asio::buffer(*response.bytes);
    }
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(head), body};
    m_stream.expires_after(m_options.writeDeadline);
    const auto [error, bytes] = co_await asio::async_write(m_stream, buffers, kNoThrow);
    m_stream.expires_never();
    ++m_counts.responses[std::min<std::size_t>(response.status / 100, m_counts.responses.size() - 1)];
    m_counts.bodyBytes += error ? 0 : body.size();
    co_return !error;
}

} // namespace tally::server::net
