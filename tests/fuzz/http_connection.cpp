// SPDX-License-Identifier: GPL-3.0-or-later
// What a client sends over one connection: heads, bodies, requests behind each other. The real Connection on a real
// socket; the client is the input, whole and in pieces.
#include "server/net/connection.h"
#include "server/net/stream.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/property.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

namespace asio = boost::asio;
namespace net = tally::server::net;
using tally::fuzz::require;

namespace {

// Ends any head: a fault that is seen in a part of it is seen in all of it then.
constexpr std::string_view kEndOfHead = "\r\n\r\n";

asio::awaitable<net::Response> echo(net::Request& request) {
    auto body = co_await request.body->readAll(1 << 20);
    co_return body ? net::Response::ofText(200, "text/plain", std::move(*body)) : net::Response::ofError(body.error());
}

asio::awaitable<net::Response> hello(net::Request& request) {
    require(request.path.starts_with("/hello/") && !request.parameter("name").empty(), "a handler gets its own paths");
    request.bearerToken();
    request.acceptsGzip();
    co_return net::Response::ofText(200, "text/plain", request.parameter("name"));
}

asio::awaitable<net::Response> fault(net::Request&) {
    throw std::runtime_error("a bug");
    co_return net::Response::empty(200);
}

asio::awaitable<net::Response> picture(net::Request&) {
    net::Response response = net::Response::empty(200);
    response.bytes = std::make_shared<const tally::core::Bytes>(7);
    co_return response;
}

// Until its client goes.
asio::awaitable<net::Response> held(net::Request&) {
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await never.async_wait(asio::use_awaitable);
    co_return net::Response::empty(200);
}

// Sends every message back.
class Echo : public net::WebSocketHandler {
public:
    void opened(std::shared_ptr<net::WebSocket> socket) override { m_socket = std::move(socket); }
    void received(std::string_view text) override { m_socket->send(std::make_shared<const std::string>(text)); }
    void closed() override { m_socket.reset(); }

private:
    std::shared_ptr<net::WebSocket> m_socket;
};

net::Router& router() {
    static net::Router made;
    return made;
}

void addRoutes() {
    const net::RouteLimits open{.bodyBytes = 1000, .bodyIdle = std::chrono::seconds(1), .cors = true};
    router().add(net::Method::get, "/hello/{name}", hello, open);
    router().add(net::Method::post, "/echo", echo, open);
    router().add(net::Method::get, "/fault", fault);
    router().add(net::Method::get, "/picture", picture);
    router().add(net::Method::get, "/held", held);
    router().addWebSocket("/socket", [](const net::Request&) { return std::make_unique<Echo>(); });
    router().addWebSocket("/refused", [](const net::Request&) -> tally::core::Result<std::unique_ptr<Echo>> {
        return tally::core::fail(tally::core::ErrorCode::notFound, "no socket here");
    });
}

// A client over a pair of sockets, and the connection that serves it, on one thread: nothing depends on time.
class Exchange {
public:
    Exchange() : m_client(m_context) {
        asio::local::stream_protocol::socket server(m_context);
        asio::local::connect_pair(m_client, server);
        m_client.non_blocking(true);
        asio::ip::tcp::socket socket(m_context, asio::ip::tcp::v4(), server.release());
        const auto connection = std::make_shared<net::Connection>(std::make_shared<net::Stream>(std::move(socket)),
                                                                  router(), m_options, m_counts);
        asio::co_spawn(m_context, connection->serve(), asio::detached);
        settle();
    }

    void send(std::span<const char> bytes) {
        boost::system::error_code ended; // a connection that has closed reads no more
        asio::write(m_client, asio::buffer(bytes.data(), bytes.size()), ended);
        settle();
    }

    // All that was answered.
    std::string end() {
        m_client.close();
        settle();
        return std::move(m_answer);
    }

private:
    // Until neither side has anything to do.
    void settle() {
        while (m_context.poll() > 0) {
            receive();
        }
        m_context.restart();
    }

    void receive() {
        std::array<char, 4096> window;
        boost::system::error_code none;
        for (std::size_t got = 1; got > 0;) {
            got = m_client.read_some(asio::buffer(window), none);
            m_answer.append(window.data(), got);
        }
    }

    net::NetOptions m_options;
    net::NetCounts m_counts;
    asio::io_context m_context{1};
    asio::local::stream_protocol::socket m_client;
    std::string m_answer;
};

void eraseAll(std::string& text, std::string_view begin, std::size_t length) {
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        text.erase(at, length);
    }
}

// What does not depend on when the bytes came. "100 Continue" is for a client whose body is slow; of a head with two
// faults the one is said that is seen first; behind a body over the limit a connection goes on when all of it was
// there.
std::string lasting(std::string text) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    constexpr std::string_view kDate = "Date: Tue, 24 Nov 2026 09:00:00 GMT\r\n";
    eraseAll(text, kContinue, kContinue.size());
    eraseAll(text, kDate.substr(0, 6), kDate.size());
    if (const std::size_t refusal = text.find("not an HTTP/1.1 request"); refusal != std::string::npos) {
        text.erase(text.rfind("HTTP/1.1 4", refusal));
    }
    return text.substr(0, text.find("HTTP/1.1 413"));
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    spdlog::set_level(spdlog::level::off);
    addRoutes();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const char> bytes(reinterpret_cast<const char*>(data), size);
    Exchange atOnce;
    atOnce.send(bytes);
    atOnce.send(kEndOfHead);
    const std::string whole = atOnce.end();
    Exchange inPieces;
    for (const auto piece : tally::fuzz::piecesOf(bytes)) {
        inPieces.send(piece);
    }
    inPieces.send(kEndOfHead);
    const std::string cut = inPieces.end();
    require(whole.empty() || whole.starts_with("HTTP/1.1 "), "an answer is HTTP/1.1");
    // Beast counts a few bytes more of a head that comes whole, and a WebSocket's client must wait for the answer.
    const auto isTimely = [](const std::string& text) {
        return text.find("HTTP/1.1 431") != std::string::npos || text.find("HTTP/1.1 101") != std::string::npos ||
               text.find("a WebSocket client sends nothing") != std::string::npos;
    };
    const bool mayDiffer = isTimely(whole) || isTimely(cut);
    if (!mayDiffer && lasting(whole) != lasting(cut)) {
        std::fprintf(stderr, "at once:\n%s\nin pieces:\n%s\n", whole.c_str(), cut.c_str());
        require(false, "how a request is cut changes no answer");
    }
    return 0;
}
