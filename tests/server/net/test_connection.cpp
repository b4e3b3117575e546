// SPDX-License-Identifier: GPL-3.0-or-later
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
using tally::server::test::RawClient;
namespace asio = boost::asio;
namespace core = tally::core;

namespace {

// Says when the handler that waits for ever is called, and when it ends.
struct HeldHandler {
    std::promise<void> began;
    std::promise<void> ended;
};

Handler waitForEver(HeldHandler& held) {
    return [&held](Request&) -> asio::awaitable<Response> {
        struct AtEnd {
            std::promise<void>& promise;
            ~AtEnd() { promise.set_value(); }
        } atEnd{held.ended};
        held.began.set_value();
        asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
        co_await timer.async_wait(asio::use_awaitable);
        co_return Response::empty(200);
    };
}

asio::awaitable<Response> echo(Request& request) {
    auto body = co_await request.body->readAll(1 << 20);
    co_return body ? Response::ofText(200, "text/plain", std::move(*body)) : Response::ofError(body.error());
}

asio::awaitable<Response> hello(Request& request) {
    co_return Response::ofText(200, "text/plain", "hello " + request.parameter("name"));
}

asio::awaitable<Response> fault(Request&) {
    throw std::runtime_error("a bug");
    co_return Response::empty(200);
}

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aRequestIsAnswered();
    void pipelinedRequestsAreAnsweredInOrder();
    void headHasTheLengthAndNoBody();
    void aChunkedBodyIsRead();
    void aClientThatWaitsForContinueGetsIt();
    void anotherMethodIsToldWhatTheAddressTakes();
    void aPreflightIsAnswered();
    void aHandlersFaultIsA500AndNothingElse();
    void aBodyOverTheLimitIsRefused();
    void aBodyThatStopsIsTimedOut();
    void aHandlerEndsWithItsClient();

private:
    // Everything the server says until it closes.
    std::string exchange(const std::string& raw) const {
        return tally::server::test::exchange(m_listener->port(), raw);
    }

    HeldHandler m_held;
    Router m_router;
    std::unique_ptr<IoThreads> m_threads;
    std::unique_ptr<Listener> m_listener;
};

void TestConnection::initTestCase() {
    m_router.add(Method::get, "/hello/{name}", hello,
                 {.bodyBytes = 0, .bodyIdle = std::chrono::seconds(1), .cors = true});
    m_router.add(Method::post, "/echo", echo, {.bodyBytes = 1000, .bodyIdle = std::chrono::seconds(1), .cors = false});
    m_router.add(Method::get, "/fault", fault);
    m_router.add(Method::get, "/held", waitForEver(m_held));
    m_threads = std::make_unique<IoThreads>(2);
    auto listener = Listener::open("127.0.0.1:0", *m_threads, m_router);
    QVERIFY(listener.has_value());
    m_listener = std::move(*listener);
    m_threads->start();
    m_listener->start();
}

void TestConnection::cleanupTestCase() {
    m_listener.reset();
    m_threads.reset();
}

void TestConnection::aRequestIsAnswered() {
    const std::string text = exchange("GET /hello/you HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    QVERIFY(text.starts_with("HTTP/1.1 200 OK\r\n"));
    QVERIFY(text.ends_with("\r\n\r\nhello you"));
    QVERIFY(text.find("Content-Length: 9\r\n") != std::string::npos);
}

void TestConnection::pipelinedRequestsAreAnsweredInOrder() {
    const std::string text = exchange("GET /hello/one HTTP/1.1\r\nHost: t\r\n\r\n"
                                      "GET /hello/two HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    const auto one = text.find("hello one");
    const auto two = text.find("hello two");
    QVERIFY(one != std::string::npos && two != std::string::npos && one < two);
}

void TestConnection::headHasTheLengthAndNoBody() {
    const std::string text = exchange("HEAD /hello/you HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    QVERIFY(text.find("Content-Length: 9\r\n") != std::string::npos);
    QVERIFY(text.ends_with("\r\n\r\n"));
}

void TestConnection::aChunkedBodyIsRead() {
    const std::string text = exchange("POST /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
    QVERIFY(text.starts_with("HTTP/1.1 200"));
    QVERIFY(text.ends_with("\r\n\r\nabcde"));
}

void TestConnection::aClientThatWaitsForContinueGetsIt() {
    RawClient client(m_listener->port());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\nExpect: 100-continue\r\n"
                "Content-Length: 4\r\n\r\n");
    QCOMPARE(client.readUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("abcd");
    QVERIFY(client.readToEnd().ends_with("\r\n\r\nabcd"));
}

void TestConnection::anotherMethodIsToldWhatTheAddressTakes() {
    const std::string text = exchange("DELETE /hello/you HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    QVERIFY(text.starts_with("HTTP/1.1 405"));
    QVERIFY(text.find("Allow: GET, HEAD, OPTIONS\r\n") != std::string::npos);
}

void TestConnection::aPreflightIsAnswered() {
    const std::string text = exchange("OPTIONS /hello/you HTTP/1.1\r\nHost: t\r\nOrigin: https://other.example\r\n"
                                      "Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n");
    QVERIFY(text.starts_with("HTTP/1.1 204"));
    QVERIFY(text.find("Access-Control-Allow-Origin: *\r\n") != std::string::npos);
}

void TestConnection::aHandlersFaultIsA500AndNothingElse() {
    const std::string text = exchange("GET /fault HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    QVERIFY(text.starts_with("HTTP/1.1 500"));
    QVERIFY(text.find("a bug") == std::string::npos);
    aRequestIsAnswered();
}

void TestConnection::aBodyOverTheLimitIsRefused() {
    const std::string text = exchange(
        "POST /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n" + std::string(2000, 'x'));
    QVERIFY(text.starts_with("HTTP/1.1 413"));
}

void TestConnection::aBodyThatStopsIsTimedOut() {
    const std::string text = exchange("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 20\r\n\r\nhalf");
    QVERIFY(text.empty() || text.starts_with("HTTP/1.1 503"));
}

void TestConnection::aHandlerEndsWithItsClient() {
    {
        RawClient client(m_listener->port());
        client.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
        m_held.began.get_future().wait();
    }
    QCOMPARE(m_held.ended.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
}

QTEST_GUILESS_MAIN(TestConnection)
#include "test_connection.moc"
