// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"

#include "server/net/conditional.h"
#include "server/net/range.h"
#include "server/net/request_head.h"
#include "server/net/request_rules.h"
#include "server/net/send_again.h"
#include "server/net/stream.h"
#include "server/net/web_socket_session.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::size_t kPipelinedBytes = 8 * 1024; // what is read ahead; the rest waits in the client's socket
constexpr std::size_t kLingerBytes = 1024 * 1024; // what a client may still send after its last answer

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

Response failed(const Request& request, const std::exception& error) {
    spdlog::error("{}: {}", request.path, error.what());
    return Response::problem(500, "the server failed to answer; its log says why");
}

// The two places where what a handler throws ends.
asio::awaitable<Response> guarded(const Handler& handler, Request& request) {
    try {
        co_return co_await handler(request);
    } catch (const boost::system::system_error& error) {
        if (error.code() == asio::error::operation_aborted) { // the client went away
            co_return Response::problem(503, "the client went away");
        }
        co_return failed(request, error);
    } catch (const std::exception& error) {
        co_return failed(request, error);
    }
}

std::optional<Response> guarded(const ImmediateHandler& handler, Request& request) {
    try {
        return handler(request);
    } catch (const std::exception& error) {
        return failed(request, error);
    }
}

} // namespace

Connection::Connection(std::shared_ptr<Stream> stream, const Router& router, const NetOptions& options,
                       NetCounts& counts)
    : m_stream(std::move(stream)),
      m_router(router),
      m_options(options),
      m_counts(counts),
      m_remoteAddress(m_stream->remoteAddress()),
      m_reader(*m_stream, m_buffer, options),
      m_writer(*m_stream, options) {}

void Connection::finish() {
    asio::dispatch(m_stream->executor(), [self = shared_from_this()] { self->finishNow(); });
}

void Connection::finishNow() {
    m_finishing = true;
    if (m_held) {
        m_stream->cancel(); // clientGone() ends, and with it the handler
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

asio::awaitable<void> Connection::serve() {
    const auto self = shared_from_this();
    m_stream->expiresAfter(m_options.handshakeDeadline);
    if (co_await m_stream->handshake()) {
        co_return;
    }
    while (co_await nextRequest() == Next::request) {
    }
    if (!m_gone) {
        co_await linger();
    }
}

asio::awaitable<Connection::Next> Connection::nextRequest() {
    RequestBody::Parser parser;
    switch (co_await m_reader.read(parser)) {
    case RequestReader::End::refused:
        co_return co_await refuse(m_reader.refusal());
    case RequestReader::End::closed:
        co_return Next::close;
    case RequestReader::End::head:
        break;
    }
    co_return co_await answer(parser);
}

asio::awaitable<Connection::Next> Connection::answer(RequestBody::Parser& parser) {
    if (const auto refusal = refusalOf(parser.get())) {
        co_return co_await refuse(*refusal);
    }
    auto request = requestOf(parser.get(), m_remoteAddress);
    if (!request) {
        co_return co_await refuse(Response::ofError(request.error()));
    }
    const bool isUpgrade = beast::websocket::is_upgrade(parser.get());
    RouteMatch match = m_router.match(request->method, request->path, isUpgrade);
    request->parameters = std::move(match.parameters);
    if (match.webSocket != nullptr) {
        co_return co_await upgrade(parser, *request, match);
    }
    RequestBody body(*m_stream, m_buffer, parser, match.limits);
    request->body = &body;
    Response response = co_await respond(*request, match, body, parser.get().target());
    if (m_gone) {
        co_return Next::close;
    }
    response = ranged(*request, conditional(*request, std::move(response)));
    // What is left of a body that the handler did not want would be read as the next request: then the connection ends.
    m_unread = !body.finished();
    const bool keepAlive = parser.get().keep_alive() && body.finished() && !m_finishing;
    const bool written =
        co_await write(response, {.method = request->method, .cors = match.limits.cors, .keepAlive = keepAlive});
    co_return written&& keepAlive ? Next::request : Next::close;
}

asio::awaitable<Response> Connection::respond(Request& request, const RouteMatch& match, RequestBody& body,
                                              std::string_view target) {
    using namespace asio::experimental::awaitable_operators;
    if (match.handler == nullptr) {
        co_return match.refusal;
    }
    if (match.immediate != nullptr) {
        if (auto response = guarded(*match.immediate, request)) {
            co_return std::move(*response);
        }
    }
    if (!body.finished()) { // a read of the body sees the end itself
        m_body = &body;
        if (m_finishing) {
            body.finishEarly();
        }
        Response response = co_await guarded(*match.handler, request);
        m_body = nullptr;
        co_return response;
    }
    m_held = match.limits.atEnd == AtEnd::sendAgain;
    auto first = co_await (guarded(*match.handler, request) || clientGone(m_held));
    const bool held = std::exchange(m_held, false);
    if (first.index() == 0) {
        co_return std::get<0>(std::move(first));
    }
    m_gone = !(held && m_finishing);
    co_return sendAgain(target);
}

// Ends when the peer closed, or when a held request is to be sent again. What a client pipelines is kept for later.
asio::awaitable<void> Connection::clientGone(bool sendAgain) {
    if (sendAgain && m_finishing) { // an answer that is there comes first
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        co_return;
    }
    while (m_buffer.size() < kPipelinedBytes) {
        const auto [error, bytes] = co_await m_stream->readSome(m_buffer.prepare(512));
        m_buffer.commit(bytes);
        if (error) {
            co_return;
        }
    }
    co_await m_stream->broken();
}

asio::awaitable<Connection::Next> Connection::upgrade(RequestBody::Parser& parser, const Request& request,
                                                      const RouteMatch& match) {
    if (m_finishing) {
        co_return co_await refuse(Response::problem(503, "the server ends; connect again"));
    }
    auto handler = (*match.webSocket)(request);
    if (!handler) {
        co_return co_await refuse(Response::ofError(handler.error()));
    }
    const auto session = std::make_shared<WebSocketSession>(m_stream, std::move(*handler));
    m_webSocket = session;
    const Counted counted(m_counts.webSockets);
    co_await session->run(parser.get());
    m_gone = true;
    co_return Next::close;
}

asio::awaitable<bool> Connection::write(const Response& response, ResponseFraming framing) {
    const auto sent = co_await m_writer.write(response, framing);
    ++m_counts.responses[std::min<std::size_t>(response.status / 100, m_counts.responses.size() - 1)];
    m_counts.bodyBytes += sent.value_or(0);
    m_gone = !sent;
    co_return sent.has_value();
}

asio::awaitable<Connection::Next> Connection::refuse(const Response& response) {
    m_unread = true;
    co_await write(response, {});
    co_return Next::close;
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
