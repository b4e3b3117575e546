// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/held_requests.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/server/net/raw_client.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <future>
#include <QTest>

using namespace tally::server::net;
using namespace std::chrono_literals;
using tally::server::test::RawClient;
namespace asio = boost::asio;
namespace core = tally::core;

namespace {

class SilentSocket : public WebSocketHandler {
public:
    explicit SilentSocket(std::promise<void>& opening) : m_opening(opening) {}
    void opened(std::shared_ptr<WebSocket>) override { m_opening.set_value(); }
    void received(std::string_view) override {}
    void closed() override {}

private:
    std::promise<void>& m_opening;
};

} // namespace

class TestDrain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aHeldRequestIsSentAgain();
    void aShortRequestIsFinished();
    void anEndlessBodyEndsWithItsAnswer();
    void aBodyWithALengthIsReadToItsEnd();
    void anIdleConnectionGetsItsNextAnswerAndTheEnd();
    void aConnectionInTheQueueIsServed();
    void aWebSocketIsToldThatTheServerRestarts();
    void whatDoesNotEndIsCut();

private:
    asio::awaitable<Response> wait(Request& request);
    asio::awaitable<Response> count(Request& request);
    void beginToStop() {
        m_stopped = std::async(std::launch::async, [this] { m_listener->stop(); });
    }
    RawClient connect() const { return RawClient(m_listener->port()); }

    std::promise<void> m_began; // what the handler waits in, or reads
    Router m_router;
    std::unique_ptr<IoThreads> m_threads;
    std::unique_ptr<Listener> m_listener;
    std::future<void> m_stopped;
};

asio::awaitable<Response> TestDrain::wait(Request& request) {
    m_began.set_value();
    const auto time = std::chrono::milliseconds(std::stoi(request.parameter("ms")));
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response::ofText(200, "text/plain", "waited");
}

asio::awaitable<Response> TestDrain::count(Request& request) {
    std::size_t bytes = 0;
    for (;;) {
        const auto some = co_await request.body->readSome();
        if (!some) {
            co_return Response::ofError(some.error());
        }
        if (some->empty()) {
            co_return Response::ofText(200, "text/plain", std::to_string(bytes) + " bytes");
        }
        if (bytes == 0) {
            m_began.set_value();
        }
        bytes += some->size();
    }
}

void TestDrain::init() {
    m_began = {};
    RouteLimits held;
    held.cors = true;
    RouteLimits endless;
    endless.bodyBytes = 0;
    m_router.addImmediate(
        Method::get, "/live/held",
        [this](Request& r) -> std::optional<Response> {
            r.holder->hold(std::chrono::steady_clock::now() + 60s);
            m_began.set_value();
            return std::nullopt;
        },
        held);
    m_router.add(Method::get, "/wait/{ms}", [this](Request& r) { return wait(r); });
    m_router.add(
        Method::post, "/count", [this](Request& r) { return count(r); }, endless);
    m_router.addWebSocket("/socket", [this](const Request&) -> core::Result<std::unique_ptr<WebSocketHandler>> {
        return std::make_unique<SilentSocket>(m_began);
    });
    NetOptions options;
    options.idleGrace = 300ms;
    options.drain = 1000ms;
    options.linger = 300ms;
    m_threads = std::make_unique<IoThreads>(1);
    m_listener = Listener::open("127.0.0.1:0", *m_threads, m_router, options).value();
    m_threads->start();
    m_listener->start();
}

void TestDrain::cleanup() {
    if (m_stopped.valid()) {
        m_stopped.wait();
    }
    m_listener.reset();
    m_threads.reset();
}

void TestDrain::aHeldRequestIsSentAgain() {
    RawClient client = connect();
    client.send("GET /live/held?_HLS_msn=7&_HLS_part=2 HTTP/1.1\r\nHost: t\r\n\r\n");
    m_began.get_future().wait();
    beginToStop();
    const std::string answer = client.readToEnd();
    QVERIFY2(answer.starts_with("HTTP/1.1 307 "), answer.c_str());
    QVERIFY(answer.find("Location: ./held?_HLS_msn=7&_HLS_part=2\r\n") != std::string::npos);
    QVERIFY(answer.find("Cache-Control: no-store\r\n") != std::string::npos);
    QVERIFY(answer.find("Access-Control-Allow-Origin: *\r\n") != std::string::npos);
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
}

void TestDrain::aShortRequestIsFinished() {
    RawClient client = connect();
    client.send("GET /wait/200 HTTP/1.1\r\nHost: t\r\n\r\n");
    m_began.get_future().wait();
    beginToStop();
    const std::string answer = client.readToEnd();
    QVERIFY(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("waited"));
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
}

void TestDrain::anEndlessBodyEndsWithItsAnswer() {
    RawClient client = connect();
    client.send("POST /count HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
    m_began.get_future().wait();
    beginToStop();
    const std::string answer = client.readToEnd();
    QVERIFY2(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("5 bytes"), answer.c_str());
}

void TestDrain::aBodyWithALengthIsReadToItsEnd() {
    RawClient client = connect();
    client.send("POST /count HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nabcde");
    m_began.get_future().wait();
    beginToStop();
    client.send("fghij");
    QVERIFY(client.readToEnd().ends_with("10 bytes"));
}

void TestDrain::anIdleConnectionGetsItsNextAnswerAndTheEnd() {
    RawClient client = connect();
    client.send("GET /wait/0 HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(client.readUntil("waited").find("Connection: keep-alive\r\n") != std::string::npos);
    beginToStop();
    std::string answer;
    do { // the first may still come before the end
        m_began = {};
        client.send("GET /wait/0 HTTP/1.1\r\nHost: t\r\n\r\n");
        answer = client.readUntil("waited");
        QVERIFY(answer.ends_with("waited"));
    } while (answer.find("Connection: close\r\n") == std::string::npos);
}

void TestDrain::aConnectionInTheQueueIsServed() {
    std::vector<RawClient> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(connect());
    }
    beginToStop();
    for (RawClient& client : clients) {
        client.send("GET /nothing HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    for (RawClient& client : clients) {
        QVERIFY(client.readToEnd().starts_with("HTTP/1.1 404 "));
    }
}

void TestDrain::aWebSocketIsToldThatTheServerRestarts() {
    RawClient client = connect();
    client.send("GET /socket HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    m_began.get_future().wait();
    beginToStop();
    const std::string closing = client.readUntil("restarted");
    const std::size_t frame = closing.find('\x88'); // final, opcode close; then the length and the code
    QVERIFY(frame != std::string::npos && frame + 4 < closing.size());
    QCOMPARE((static_cast<unsigned char>(closing[frame + 2]) << 8) + static_cast<unsigned char>(closing[frame + 3]),
             1012);
}

void TestDrain::whatDoesNotEndIsCut() {
    RawClient client = connect();
    client.send("GET /wait/60000 HTTP/1.1\r\nHost: t\r\n\r\n");
    m_began.get_future().wait();
    beginToStop();
    QCOMPARE(client.readToEnd(), std::string());
    QCOMPARE(m_stopped.wait_for(5s), std::future_status::ready);
}

QTEST_GUILESS_MAIN(TestDrain)
#include "test_drain.moc"
