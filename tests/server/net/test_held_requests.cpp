// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/held_requests.h"
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/server/net/raw_client.h"

#include <boost/asio/io_context.hpp>

#include <mutex>
#include <QTest>

using namespace tally::server::net;
using namespace std::chrono_literals;
using tally::server::test::RawClient;

namespace {

// Something that happens from time to time, and who waits for it.
class Happening {
public:
    std::optional<Response> answer(Request& request) {
        const std::lock_guard lock(m_mutex);
        m_asked += request.holder->wasHeld() ? 1 : 0;
        if (m_text) {
            return m_text->empty() ? throw std::runtime_error("a bug")
                                   : Response::ofText(200, "text/plain", *m_text).withHeader("Accept-Ranges", "bytes");
        }
        m_waiting.add(request.holder->hold(std::chrono::steady_clock::now() + m_patience));
        return std::nullopt;
    }

    // Who waits is asked again; without a text it waits on.
    void happen(std::optional<std::string> text) {
        const std::lock_guard lock(m_mutex);
        m_text = std::move(text);
        m_waiting.askAgain();
    }
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

    std::size_t asked() const { // of those that were held
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    std::size_t waiting() const {
        const std::lock_guard lock(m_mutex);
        return m_waiting.size();
    }

private:
    mutable std::mutex m_mutex;
    std::optional<std::string> m_text;
    std::size_t m_asked = 0;
    std::chrono::milliseconds m_patience = 60s;
    HeldRequests m_waiting;
};

// One of many in a list, without a connection: says when it was asked.
struct Noted : HeldRequest {
    Noted(boost::asio::io_context& ofThread, std::vector<int>& ofAll, int ofThis)
        : thread(ofThread), asked(ofAll), number(ofThis) {}
    void askAgain(SharedAnswer&) override { asked.push_back(number); }
    boost::asio::any_io_executor executor() override { return thread.get_executor(); }

    boost::asio::io_context& thread;
    std::vector<int>& asked;
    int number;
};

const std::string kAsk = "GET /wait HTTP/1.1\r\nHost: t\r\n\r\n";

} // namespace

class TestHeldRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whoWaitsIsAnsweredWhenItHappens();
    void whoIsAskedInVainWaitsOn();
    void theConnectionGoesOn();
    void whatIsPipelinedIsAnsweredInOrder();
    void anAnswerLargerThanTheSocketGoesOutWhole();
    void aConnectionThatIsToCloseCloses();
    void whatDoesNotHappenInTimeIsA503();
    void aClientThatLeavesWaitsNoMore();
    void aRequestWithABodyWaitsToo();
    void oneIsAskedForAllWhoWaitForTheSame();
    void whoWantsSomethingElseIsAskedAlone();
    void aFaultInTheSecondAnswerIsA500();
    void allAreAskedInTheirOrderAndInTurns();

private:
    RawClient connect() const { return RawClient(m_listener->port()); }
    void waitFor(std::size_t waiting) const { QTRY_COMPARE(m_happening->waiting(), waiting); }

    std::unique_ptr<Happening> m_happening;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<IoThreads> m_threads;
    std::unique_ptr<Listener> m_listener;
};

void TestHeldRequests::init() {
    m_happening = std::make_unique<Happening>();
    m_router = std::make_unique<Router>();
    m_router->addImmediate(Method::get, "/wait", [this](Request& request) { return m_happening->answer(request); });
    m_router->addImmediate(Method::get, "/now", [](Request&) { return Response::ofText(200, "text/plain", "now"); });
    m_threads = std::make_unique<IoThreads>(2);
    m_listener = Listener::open("127.0.0.1:0", *m_threads, *m_router).value();
    m_threads->start();
    m_listener->start();
}

void TestHeldRequests::cleanup() {
    m_listener->stop();
    m_listener.reset();
    m_threads.reset();
}

void TestHeldRequests::whoWaitsIsAnsweredWhenItHappens() {
    RawClient first = connect();
    RawClient second = connect(); // on the other thread
    first.send(kAsk);
    second.send(kAsk);
    waitFor(2);
    m_happening->happen("goal");
    QVERIFY(first.readUntil("goal").starts_with("HTTP/1.1 200 "));
    QVERIFY(second.readUntil("goal").starts_with("HTTP/1.1 200 "));
    QCOMPARE(m_happening->waiting(), std::size_t(0));
}

void TestHeldRequests::whoIsAskedInVainWaitsOn() {
    RawClient client = connect();
    client.send(kAsk);
    waitFor(1);
    m_happening->happen(std::nullopt);
    waitFor(1);
    m_happening->happen("goal");
    QVERIFY(client.readUntil("goal").starts_with("HTTP/1.1 200 "));
}

void TestHeldRequests::theConnectionGoesOn() {
    RawClient client = connect();
    for (int i = 0; i < 3; ++i) {
        m_happening->happen(std::nullopt);
        client.send(kAsk);
        waitFor(1);
        m_happening->happen("goal");
        QVERIFY(client.readUntil("goal").find("Connection: keep-alive\r\n") != std::string::npos);
        client.send("GET /now HTTP/1.1\r\nHost: t\r\n\r\n");
        QVERIFY(client.readUntil("now").starts_with("HTTP/1.1 200 "));
    }
}

void TestHeldRequests::whatIsPipelinedIsAnsweredInOrder() {
    RawClient client = connect();
    client.send(kAsk + "GET /now HTTP/1.1\r\nHost: t\r\n\r\n");
    waitFor(1);
    m_happening->happen("goal");
    const std::string answers = client.readUntil("now");
    QVERIFY(answers.find("goal") < answers.find("now"));
}

void TestHeldRequests::anAnswerLargerThanTheSocketGoesOutWhole() {
    RawClient client = connect();
    client.send(kAsk);
    waitFor(1);
    m_happening->happen(std::string(20'000'000, 'g') + "end");
    QVERIFY(client.readUntil("end").size() > 20'000'000);
    client.send("GET /now HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(client.readUntil("now").starts_with("HTTP/1.1 200 "));
}

void TestHeldRequests::aConnectionThatIsToCloseCloses() {
    RawClient client = connect();
    client.send("GET /wait HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    waitFor(1);
    m_happening->happen("goal");
    QVERIFY(client.readToEnd().ends_with("goal"));
}

void TestHeldRequests::whatDoesNotHappenInTimeIsA503() {
    m_happening->setPatience(20ms);
    RawClient client = connect();
    client.send(kAsk + "GET /now HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(client.readUntil("now").starts_with("HTTP/1.1 503 "));
    waitFor(0);
}

void TestHeldRequests::aClientThatLeavesWaitsNoMore() {
    {
        RawClient client = connect();
        client.send(kAsk);
        waitFor(1);
    }
    waitFor(0);
}

void TestHeldRequests::aRequestWithABodyWaitsToo() {
    RawClient client = connect();
    client.send("GET /wait HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nab");
    client.send("cde");
    waitFor(1);
    m_happening->happen("goal");
    QVERIFY(client.readUntil("goal").find("Connection: keep-alive\r\n") != std::string::npos);
}

void TestHeldRequests::oneIsAskedForAllWhoWaitForTheSame() {
    std::vector<RawClient> clients;
    for (int i = 0; i < 20; ++i) { // ten on each of the two threads
        clients.push_back(connect());
        clients.back().send(kAsk);
    }
    waitFor(20);
    m_happening->happen("goal");
    for (RawClient& client : clients) {
        QVERIFY(client.readUntil("goal").find("Content-Length: 4\r\n") != std::string::npos);
    }
    QCOMPARE(m_happening->asked(), std::size_t(2));
}

void TestHeldRequests::whoWantsSomethingElseIsAskedAlone() {
    RawClient plain = connect();
    RawClient closing = connect();
    RawClient head = connect();
    RawClient other = connect();
    RawClient part = connect();
    plain.send(kAsk);
    closing.send("GET /wait HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    head.send("HEAD /wait HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    other.send("GET /wait?for=me HTTP/1.1\r\nHost: t\r\n\r\n");
    part.send("GET /wait HTTP/1.1\r\nHost: t\r\nRange: bytes=1-2\r\n\r\n");
    waitFor(5);
    m_happening->happen("goal");
    QVERIFY(plain.readUntil("goal").find("keep-alive") != std::string::npos);
    QVERIFY(closing.readToEnd().ends_with("goal"));
    QVERIFY(head.readToEnd().ends_with("\r\n\r\n"));
    QVERIFY(other.readUntil("goal").starts_with("HTTP/1.1 200 "));
    QVERIFY(part.readUntil("oa").starts_with("HTTP/1.1 206 "));
    QCOMPARE(m_happening->asked(), std::size_t(5));
}

void TestHeldRequests::aFaultInTheSecondAnswerIsA500() {
    RawClient client = connect();
    client.send(kAsk + "GET /now HTTP/1.1\r\nHost: t\r\n\r\n");
    waitFor(1);
    m_happening->happen("");
    QVERIFY(client.readUntil("now").starts_with("HTTP/1.1 500 "));
}

void TestHeldRequests::allAreAskedInTheirOrderAndInTurns() {
    constexpr int kMany = 2000;
    boost::asio::io_context thread;
    std::vector<int> asked;
    std::vector<std::shared_ptr<HeldRequest>> requests;
    HeldRequests list;
    for (int i = 0; i < kMany; ++i) {
        requests.push_back(std::make_shared<Noted>(thread, asked, i));
        list.add(requests.back());
    }
    requests[7].reset();
    QCOMPARE(list.size(), std::size_t(kMany - 1));
    list.askAgain();
    thread.poll_one();
    QVERIFY(!asked.empty() && asked.size() < kMany / 2); // then the thread's other work has its turn
    thread.poll();
    QCOMPARE(asked.size(), std::size_t(kMany - 1));
    QVERIFY(std::is_sorted(asked.begin(), asked.end()));
}

QTEST_GUILESS_MAIN(TestHeldRequests)
#include "test_held_requests.moc"
