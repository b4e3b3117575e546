// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection.h"

#include "server/net/conditional.h"
#include "server/net/range.h"
#include "server/net/request_head.h"
#include "server/net/request_rules.h"
#include "server/net/stream.h"
#include "server/net/web_socket_session.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

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

// What a handler throws ends here, and in askImmediate().
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

asio::awaitable<void> Connection::serve() {
    const auto self = shared_from_this();
    m_stream->expiresAfter(m_options.handshakeDeadline);
    if (co_await m_stream->handshake()) {
        co_return;
    }
    Next next = Next::request;
    while (next == Next::request) {
        if (m_held) {
            next = co_await waitHeld();
            continue;
        }
        const auto state = m_reader.parse();
        if (state == RequestReader::State::incomplete) {
            const bool received = co_await m_reader.receive();
            next = received ? Next::request : Next::close;
        } else if (state == RequestReader::State::refused) {
            next = co_await refuse(m_reader.refusal());
        } else if (const auto done = answerNow()) {
            next = *done;
        } else {
            next = co_await answer();
        }
    }
    if (!m_gone) {
        co_await linger();
    }
}

tl::expected<Connection::Exchange, Response> Connection::understand() {
    const auto& head = m_reader.parser().get();
    if (auto refusal = refusalOf(head)) {
        return tl::unexpected(std::move(*refusal));
    }
    auto request = requestOf(head, m_remoteAddress);
    if (!request) {
        return tl::unexpected(Response::ofError(request.error()));
    }
    RouteMatch match = m_router.match(request->method, request->path, beast::websocket::is_upgrade(head));
    request->parameters = std::move(match.parameters);
    return Exchange{std::move(*request), std::move(match)};
}

// Most requests of a show have no body, an answer that is there, and room for it in the socket: no coroutine of their
// own for those. Nothing: answer() goes on.
std::optional<Connection::Next> Connection::answerNow() {
    m_exchange = understand();
    m_wasHeld = false;
    if (!m_exchange || m_exchange->match.immediate == nullptr || !m_reader.parser().is_done()) {
        return std::nullopt;
    }
    return ask(*m_exchange);
}

std::optional<Response> Connection::askImmediate(Exchange& exchange) {
    exchange.request.holder = this;
    try {
        return (*exchange.match.immediate)(exchange.request);
    } catch (const std::exception& error) {
        return failed(exchange.request, error);
    }
}

std::optional<Connection::Next> Connection::ask(Exchange& exchange) {
    auto response = askImmediate(exchange);
    if (!response) {
        return m_held ? std::optional(Next::request) : std::nullopt;
    }
    m_held.reset();
    if (!send(exchange, std::move(*response), true)) {
        return std::nullopt;
    }
    return followUp();
}

asio::awaitable<Connection::Next> Connection::answer() {
    if (m_writer.begun()) {
        co_return co_await sendRest();
    }
    if (!m_exchange) {
        co_return co_await refuse(std::move(m_exchange.error()));
    }
    Exchange& exchange = *m_exchange;
    if (exchange.match.webSocket != nullptr) {
        co_return co_await upgrade(exchange);
    }
    RequestBody body(*m_stream, m_buffer, m_reader.parser(), exchange.match.limits);
    exchange.request.body = &body;
    if (exchange.match.immediate != nullptr && !body.finished()) {
        const auto unwanted = co_await body.readAll(exchange.match.limits.bodyBytes);
        if (!unwanted) {
            co_return co_await refuse(Response::ofError(unwanted.error()));
        }
        if (const auto done = ask(exchange)) {
            co_return *done;
        }
        if (m_writer.begun()) {
            co_return co_await sendRest();
        }
    }
    Response response = co_await respond(exchange, body);
    if (m_gone) {
        co_return Next::close;
    }
    if (send(exchange, std::move(response), body.finished())) {
        co_return followUp();
    }
    co_return co_await sendRest();
}

asio::awaitable<Response> Connection::respond(Exchange& exchange, RequestBody& body) {
    using namespace asio::experimental::awaitable_operators;
    auto& [request, match] = exchange;
    if (match.handler == nullptr) {
        co_return match.refusal;
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
    auto first = co_await (guarded(*match.handler, request) || clientGone());
    m_gone = first.index() != 0;
    co_return m_gone ? Response() : std::get<0>(std::move(first));
}

asio::awaitable<void> Connection::clientGone() {
    bool received = true;
    while (received) { // not in the condition: GCC 12 takes a loop without a body for one without an end
        received = co_await m_reader.receiveAhead();
    }
}

asio::awaitable<Connection::Next> Connection::upgrade(const Exchange& exchange) {
    if (m_finishing) {
        co_return co_await refuse(Response::problem(503, "the server ends; connect again"));
    }
    // RFC 6455 §4.1: the client waits. What is in the buffer already, the session would not see.
    if (m_buffer.size() > 0) {
        co_return co_await refuse(
            Response::problem(400, "a WebSocket client sends nothing before it has the server's answer"));
    }
    auto handler = (*exchange.match.webSocket)(exchange.request);
    if (!handler) {
        co_return co_await refuse(Response::ofError(handler.error()));
    }
    const auto session = std::make_shared<WebSocketSession>(m_stream, std::move(*handler));
    m_webSocket = session;
    const Counted counted(m_counts.webSockets);
    co_await session->run(m_reader.parser().get());
    m_gone = true;
    co_return Next::close;
}

// What is left of a body that the handler did not want would be read as the next request: then the connection ends.
bool Connection::send(const Exchange& exchange, Response response, bool bodyIsRead) {
    m_unread = !bodyIsRead;
    m_keepAlive = m_reader.parser().get().keep_alive() && bodyIsRead && !m_finishing;
    return begin(asWanted(exchange, std::move(response)), framing(exchange));
}

Response Connection::asWanted(const Exchange& exchange, Response response) {
    return ranged(exchange.request, conditional(exchange.request, std::move(response)));
}

ResponseFraming Connection::framing(const Exchange& exchange) const {
    return {.method = exchange.request.method, .cors = exchange.match.limits.cors, .keepAlive = m_keepAlive};
}

bool Connection::begin(Response response, ResponseFraming framing) {
    count(response);
    return counted(m_writer.begin(std::move(response), framing));
}

void Connection::count(const Response& response) {
    ++m_counts.responses[std::min<std::size_t>(response.status / 100, m_counts.responses.size() - 1)];
    if (response.meter) {
        response.meter->sent(response, m_wasHeld);
    }
}

bool Connection::counted(bool wentOut) {
    m_counts.bodyBytes += wentOut ? m_writer.bodyBytes() : 0;
    return wentOut;
}

asio::awaitable<Connection::Next> Connection::sendRest() {
    m_gone = !counted(co_await m_writer.finish());
    co_return followUp();
}

Connection::Next Connection::followUp() {
    m_reader.next();
    return m_keepAlive && !m_gone ? Next::request : Next::close;
}

asio::awaitable<Connection::Next> Connection::refuse(Response response) {
    m_unread = true;
    m_keepAlive = false;
    if (!begin(std::move(response), {})) {
        co_await sendRest();
    }
    co_return Next::close;
}

} // namespace tally::server::net
