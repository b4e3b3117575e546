// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/net/support/echo_server.h"

namespace tally::server::test {

namespace asio = boost::asio;
using net::Request;
using net::Response;

EchoServer::EchoServer() {
    addRoutes();
    m_listener = net::Listener::open("127.0.0.1:0", m_threads, m_router).value();
    m_threads.start();
    m_listener->start();
}

EchoServer::~EchoServer() {
    m_listener->stop();
    m_threads.stop();
}

void EchoServer::addRoutes() {
    const auto text = [this](std::string body) {
        ++m_handled;
        return Response::ofText(200, "text/plain", std::move(body));
    };
    const net::RouteLimits limits{.bodyBytes = 1'000'000, .bodyIdle = std::chrono::seconds(5), .cors = false};
    m_router.add(
        net::Method::post, "/echo",
        [text](Request& request) -> asio::awaitable<Response> {
            auto body = co_await request.body->readAll(1'000'000);
            co_return body ? text(std::move(*body)) : Response::ofError(body.error());
        },
        limits);
    m_router.add(net::Method::get, "/hello/{name}", [text](Request& request) -> asio::awaitable<Response> {
        co_return text("hello " + request.parameter("name"));
    });
    m_router.add(net::Method::get, "/who",
                 [text](Request& request) -> asio::awaitable<Response> { co_return text(request.remoteAddress); });
    m_router.addWebSocket("/socket", [this](const Request&) -> core::Result<std::unique_ptr<net::WebSocketHandler>> {
        ++m_handled;
        return core::fail(core::ErrorCode::notFound, "no socket is opened here");
    });
}

} // namespace tally::server::test
