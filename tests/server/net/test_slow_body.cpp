// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies each byte of which comes in time.
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/server/net/raw_client.h"

#include <poll.h>

#include <QTest>

using namespace tally;
using namespace tally::server;
using namespace tally::server::net;

namespace {

boost::asio::awaitable<Response> echo(Request& request) {
    auto body = co_await request.body->readAll(1 << 20);
    co_return body ? Response::ofText(200, "text/plain", std::move(*body)) : Response::ofError(body.error());
}

constexpr auto kIdle = std::chrono::seconds(1);
constexpr int kDripMs = 200;
constexpr int kMostDrips = 50;

} // namespace

class TestSlowBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void withALimitItIsCut();
    void withoutOneItIsAPublishersAndGoesOn();

private:
    // Sends a byte after the other until the server says something, and how many those were.
    static int drip(test::RawClient& client, const std::string& bytes, int most);

    Router m_router;
    std::unique_ptr<IoThreads> m_threads;
    std::unique_ptr<Listener> m_listener;
};

void TestSlowBody::initTestCase() {
    m_router.add(Method::post, "/small", echo, {.bodyBytes = 1000, .bodyIdle = kIdle});
    m_router.add(Method::post, "/endless", echo, {.bodyBytes = 0, .bodyIdle = kIdle});
    m_threads = std::make_unique<IoThreads>(1);
    m_listener = Listener::open("127.0.0.1:0", *m_threads, m_router).value();
    m_threads->start();
    m_listener->start();
}

void TestSlowBody::cleanupTestCase() {
    m_listener.reset();
    m_threads.reset();
}

int TestSlowBody::drip(test::RawClient& client, const std::string& bytes, int most) {
    pollfd answer{client.socket().native_handle(), POLLIN, 0};
    int drips = 0;
    while (drips < most && ::poll(&answer, 1, kDripMs) == 0) {
        client.send(bytes);
        ++drips;
    }
    return drips;
}

void TestSlowBody::withALimitItIsCut() {
    test::RawClient client(m_listener->port());
    client.send("POST /small HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n");
    QVERIFY2(drip(client, "x", kMostDrips) < kMostDrips, "the server still waits");
    const std::string text = client.readToEnd();
    QVERIFY2(text.empty() || text.starts_with("HTTP/1.1 503"), text.c_str());
}

void TestSlowBody::withoutOneItIsAPublishersAndGoesOn() {
    constexpr int kDrips = 20; // far longer than a body with a limit is borne
    test::RawClient client(m_listener->port());
    client.send("POST /endless HTTP/1.1\r\nHost: t\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    QCOMPARE(drip(client, "1\r\nx\r\n", kDrips), kDrips);
    client.send("0\r\n\r\n");
    const std::string text = client.readToEnd();
    QVERIFY2(text.ends_with("\r\n\r\n" + std::string(kDrips, 'x')), text.c_str());
}

QTEST_GUILESS_MAIN(TestSlowBody)
#include "test_slow_body.moc"
