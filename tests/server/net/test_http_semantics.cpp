// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "tests/server/net/raw_client.h"

#include <cstdio>
#include <QTest>

using namespace tally::server::net;
using namespace std::chrono_literals;
using tally::server::test::exchange;
using tally::server::test::RawClient;
namespace asio = boost::asio;

namespace {

constexpr std::size_t kSegment = 1'000'000;

// As a segment is answered.
asio::awaitable<Response> media(Request&) {
    co_return Response::ofText(200, "video/mp4", "0123456789")
        .withHeader("Cache-Control", "public, max-age=31536000, immutable")
        .withHeader("ETag", "\"12.3\"")
        .withHeader("Accept-Ranges", "bytes");
}

// The same, where its bytes are in the address space as well: nothing asks for the file.
asio::awaitable<Response> mediaInMappedFile(Request&) {
    const auto text = std::make_shared<const std::string>("0123456789");
    Response response = Response::empty(200);
    response.file = {.owner = text, .file = -1, .offset = 0, .size = text->size(), .mapped = text->data()};
    response.withHeader("Accept-Ranges", "bytes");
    co_return response;
}

// The same, where its bytes lie in the middle of a file.
asio::awaitable<Response> mediaInFile(Request&) {
    const std::shared_ptr<std::FILE> file(std::tmpfile(), std::fclose);
    std::fputs("before0123456789behind", file.get());
    std::fflush(file.get());
    Response response = Response::empty(200);
    response.file = {.owner = file, .file = ::fileno(file.get()), .offset = 6, .size = 10};
    response.withHeader("Accept-Ranges", "bytes");
    co_return response;
}

asio::awaitable<Response> segment(Request&) {
    co_return Response::ofText(200, "video/mp4", std::string(kSegment, 'x'));
}

asio::awaitable<Response> echo(Request& request) {
    auto body = co_await request.body->readAll(100);
    co_return body ? Response::ofText(200, "text/plain", std::move(*body)) : Response::ofError(body.error());
}

} // namespace

class TestHttpSemantics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void aRangeIsAnsweredWithItsBytes_data();
    void aRangeIsAnsweredWithItsBytes();
    void whatIsNoSingleRangeGetsTheWhole_data();
    void whatIsNoSingleRangeGetsTheWhole();
    void aRangeBeyondTheEndIs416_data();
    void aRangeBeyondTheEndIs416();
    void bytesOfAFileAreSentFromIt();
    void aShortFileThatIsMappedIsCopied();
    void headHasTheHeadersOfGet();
    void aKnownVersionIs304_data();
    void aKnownVersionIs304();
    void anotherVersionIsSent_data();
    void anotherVersionIsSent();
    void ifMatchOfAnotherVersionIs412();
    void aPreflightAllowsRange();
    void optionsOfTheServerAreAnswered();
    void aWholeUrlIsAnsweredAsItsPath();
    void anHttp10ClientGetsOneAnswer();
    void brokenRulesAreRefused_data();
    void brokenRulesAreRefused();
    void manyPipelinedRequestsAreAnsweredInOrder();
    void aSlowReaderGetsItsSegment();
    void whoHardlyReadsIsCut();
    void aHeadThatTricklesIsCut();

private:
    std::string ask(const std::string& headers, const std::string& line = "GET /media") const {
        return exchange(m_listener->port(), line + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n" + headers + "\r\n");
    }

    std::shared_ptr<NetCounts> m_counts = std::make_shared<NetCounts>();
    Router m_router;
    std::unique_ptr<IoThreads> m_threads;
    std::unique_ptr<Listener> m_listener;
};

void TestHttpSemantics::initTestCase() {
    RouteLimits open;
    open.cors = true;
    m_router.add(Method::get, "/media", media, open);
    m_router.add(Method::get, "/file", mediaInFile);
    m_router.add(Method::get, "/mapped", mediaInMappedFile);
    m_router.add(Method::get, "/segment", segment);
    m_router.add(Method::post, "/echo", echo);
    NetOptions options;
    options.headerDeadline = 300ms;
    options.writeSlack = 500ms;
    m_threads = std::make_unique<IoThreads>(1);
    m_listener = Listener::open("127.0.0.1:0", *m_threads, m_router, options, m_counts).value();
    m_threads->start();
    m_listener->start();
}

void TestHttpSemantics::cleanupTestCase() {
    m_listener.reset();
    m_threads.reset();
}

void TestHttpSemantics::aRangeIsAnsweredWithItsBytes_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("contentRange");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("first to last") << QByteArray("Range: bytes=2-4\r\n") << QByteArray("2-4/10") << QByteArray("234");
    QTest::newRow("one byte") << QByteArray("Range: bytes=0-0\r\n") << QByteArray("0-0/10") << QByteArray("0");
    QTest::newRow("open") << QByteArray("Range: bytes=7-\r\n") << QByteArray("7-9/10") << QByteArray("789");
    QTest::newRow("past the end") << QByteArray("Range: bytes=8-99999999999999999999999\r\n") << QByteArray("8-9/10")
                                  << QByteArray("89");
    QTest::newRow("suffix") << QByteArray("Range: bytes=-3\r\n") << QByteArray("7-9/10") << QByteArray("789");
    QTest::newRow("a suffix over all") << QByteArray("Range: bytes=-50\r\n") << QByteArray("0-9/10")
                                       << QByteArray("0123456789");
    QTest::newRow("of this version") << QByteArray("Range: bytes=1-1\r\nIf-Range: \"12.3\"\r\n") << QByteArray("1-1/10")
                                     << QByteArray("1");
}

void TestHttpSemantics::aRangeIsAnsweredWithItsBytes() {
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, contentRange);
    QFETCH(QByteArray, body);
    const auto answer = QByteArray::fromStdString(ask(headers.toStdString()));
    QVERIFY2(answer.startsWith("HTTP/1.1 206 Partial Content\r\n"), answer.constData());
    QVERIFY(answer.contains("Content-Range: bytes " + contentRange + "\r\n"));
    QVERIFY(answer.contains("Content-Length: " + QByteArray::number(body.size()) + "\r\n"));
    QVERIFY(answer.endsWith("\r\n\r\n" + body));
}

void TestHttpSemantics::whatIsNoSingleRangeGetsTheWhole_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("several") << QByteArray("Range: bytes=0-1,4-5\r\n");
    QTest::newRow("another unit") << QByteArray("Range: frames=0-1\r\n");
    QTest::newRow("backwards") << QByteArray("Range: bytes=5-2\r\n");
    QTest::newRow("no numbers") << QByteArray("Range: bytes=a-b\r\n");
    QTest::newRow("a sign") << QByteArray("Range: bytes=+1-3\r\n");
    QTest::newRow("nothing") << QByteArray("Range: bytes=-\r\n");
    QTest::newRow("of another version") << QByteArray("Range: bytes=0-1\r\nIf-Range: \"12.4\"\r\n");
    QTest::newRow("of a weak version") << QByteArray("Range: bytes=0-1\r\nIf-Range: W/\"12.3\"\r\n");
    QTest::newRow("of a date") << QByteArray("Range: bytes=0-1\r\nIf-Range: Tue, 24 Nov 2026 16:00:00 GMT\r\n");
}

void TestHttpSemantics::whatIsNoSingleRangeGetsTheWhole() {
    QFETCH(QByteArray, headers);
    const std::string answer = ask(headers.toStdString());
    QVERIFY2(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n0123456789"), answer.c_str());
    QVERIFY(answer.find("Accept-Ranges: bytes\r\n") != std::string::npos);
}

void TestHttpSemantics::aRangeBeyondTheEndIs416_data() {
    QTest::addColumn<QByteArray>("range");
    QTest::newRow("after the last byte") << QByteArray("10-");
    QTest::newRow("far") << QByteArray("99999999999999999999999-");
    QTest::newRow("an empty suffix") << QByteArray("-0");
}

void TestHttpSemantics::aRangeBeyondTheEndIs416() {
    QFETCH(QByteArray, range);
    const std::string answer = ask("Range: bytes=" + range.toStdString() + "\r\n");
    QVERIFY2(answer.starts_with("HTTP/1.1 416 "), answer.c_str());
    QVERIFY(answer.find("Content-Range: bytes */10\r\n") != std::string::npos);
}

void TestHttpSemantics::aShortFileThatIsMappedIsCopied() {
    QVERIFY(ask("", "GET /mapped").ends_with("Connection: close\r\n\r\n0123456789"));
    QVERIFY(ask("Range: bytes=2-4\r\n", "GET /mapped").ends_with("\r\n\r\n234"));
    QVERIFY(ask("", "HEAD /mapped").ends_with("Connection: close\r\n\r\n"));
}

void TestHttpSemantics::bytesOfAFileAreSentFromIt() {
    QVERIFY(ask("", "GET /file").ends_with("Connection: close\r\n\r\n0123456789"));
    const std::string part = ask("Range: bytes=2-4\r\n", "GET /file");
    QVERIFY2(part.ends_with("\r\n\r\n234"), part.c_str());
    QVERIFY(ask("", "HEAD /file").ends_with("Connection: close\r\n\r\n"));
}

void TestHttpSemantics::headHasTheHeadersOfGet() {
    const std::string get = ask("");
    const std::string head = ask("", "HEAD /media");
    const auto withoutDate = [](std::string text) {
        const std::size_t date = text.find("Date: ");
        return text.erase(date, text.find("\r\n", date) - date);
    };
    QCOMPARE(withoutDate(head) + "0123456789", withoutDate(get));
}

void TestHttpSemantics::aKnownVersionIs304_data() {
    QTest::addColumn<QByteArray>("tags");
    QTest::newRow("it") << QByteArray("\"12.3\"");
    QTest::newRow("among others") << QByteArray("\"1\" , W/\"2\",\"12.3\"");
    QTest::newRow("weakly") << QByteArray("W/\"12.3\"");
    QTest::newRow("any") << QByteArray("*");
}

void TestHttpSemantics::aKnownVersionIs304() {
    QFETCH(QByteArray, tags);
    for (const char* line : {"GET /media", "HEAD /media"}) {
        const std::string answer = ask("If-None-Match: " + tags.toStdString() + "\r\n", line);
        QVERIFY2(answer.starts_with("HTTP/1.1 304 Not Modified\r\n") && answer.ends_with("\r\n\r\n"), answer.c_str());
        QVERIFY(answer.find("ETag: \"12.3\"\r\n") != std::string::npos);
        QVERIFY(answer.find("Cache-Control: public, max-age=31536000, immutable\r\n") != std::string::npos);
        QVERIFY(answer.find("Date: ") != std::string::npos);
        QVERIFY(answer.find("Content-Type") == std::string::npos);
    }
}

void TestHttpSemantics::anotherVersionIsSent_data() {
    QTest::addColumn<QByteArray>("tags");
    QTest::newRow("another") << QByteArray("\"12.4\"");
    QTest::newRow("without quotes") << QByteArray("12.3");
    QTest::newRow("cut off") << QByteArray("\"12.3");
    QTest::newRow("empty") << QByteArray();
}

void TestHttpSemantics::anotherVersionIsSent() {
    QFETCH(QByteArray, tags);
    QVERIFY(ask("If-None-Match: " + tags.toStdString() + "\r\n").starts_with("HTTP/1.1 200 "));
}

void TestHttpSemantics::ifMatchOfAnotherVersionIs412() {
    QVERIFY(ask("If-Match: \"12.4\"\r\n").starts_with("HTTP/1.1 412 "));
    QVERIFY(ask("If-Match: \"12.3\"\r\n").starts_with("HTTP/1.1 200 "));
}

void TestHttpSemantics::aPreflightAllowsRange() {
    const std::string answer = ask("Origin: https://other.example\r\nAccess-Control-Request-Method: GET\r\n"
                                   "Access-Control-Request-Headers: range\r\n",
                                   "OPTIONS /media");
    QVERIFY(answer.starts_with("HTTP/1.1 204 "));
    QVERIFY(answer.find("Access-Control-Allow-Headers: Content-Type, If-None-Match, Range\r\n") != std::string::npos);
    QVERIFY(ask("").find("Access-Control-Expose-Headers: Age, Content-Length, Content-Range, Date, ETag\r\n") !=
            std::string::npos);
}

void TestHttpSemantics::optionsOfTheServerAreAnswered() {
    const std::string answer = ask("", "OPTIONS *");
    QVERIFY2(answer.starts_with("HTTP/1.1 204 "), answer.c_str());
    QVERIFY(answer.find("Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS\r\n") != std::string::npos);
    QVERIFY(ask("", "GET *").starts_with("HTTP/1.1 400 "));
}

void TestHttpSemantics::aWholeUrlIsAnsweredAsItsPath() {
    QVERIFY(ask("", "GET http://origin.example:8080/media?x=1").ends_with("0123456789"));
    QVERIFY(ask("", "GET ftp://origin.example/media").starts_with("HTTP/1.1 400 "));
}

void TestHttpSemantics::anHttp10ClientGetsOneAnswer() {
    const std::string answer = exchange(m_listener->port(), "GET /media HTTP/1.0\r\n\r\n");
    QVERIFY2(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("0123456789"), answer.c_str());
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
}

// HOSTILE H29
void TestHttpSemantics::brokenRulesAreRefused_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<int>("status");
    const QByteArray post("POST /echo HTTP/1.1\r\nHost: t\r\n");
    QTest::newRow("no host") << QByteArray("GET /media HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << QByteArray("GET /media HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") << 400;
    QTest::newRow("another version") << QByteArray("GET /media HTTP/1.2\r\nHost: t\r\n\r\n") << 505;
    QTest::newRow("unknown method") << QByteArray("BREW /media HTTP/1.1\r\nHost: t\r\n\r\n") << 501;
    QTest::newRow("connect") << QByteArray("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n") << 501;
    QTest::newRow("another expectation") << post + "Expect: miracles\r\nContent-Length: 1\r\n\r\nx" << 417;
    QTest::newRow("a coding beside chunked") << post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" << 501;
    QTest::newRow("chunked twice") << post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" << 501;
    QTest::newRow("a coding in 1.0") << QByteArray("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                     << 400;
    QTest::newRow("space before the colon") << post + "Content-Length : 1\r\n\r\nx" << 400;
    QTest::newRow("bare LF") << QByteArray("GET /media HTTP/1.1\nHost: t\n\n\r\n\r\n") << 505;
    QTest::newRow("a chunk without end") << post + "Transfer-Encoding: chunked\r\n\r\n1;" + QByteArray(40'000, 'x')
                                         << 400;
}

void TestHttpSemantics::brokenRulesAreRefused() {
    QFETCH(QByteArray, raw);
    QFETCH(int, status);
    const std::string answer = exchange(m_listener->port(), raw.toStdString());
    QVERIFY2(answer.starts_with("HTTP/1.1 " + std::to_string(status) + " "), answer.substr(0, 60).c_str());
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
}

void TestHttpSemantics::manyPipelinedRequestsAreAnsweredInOrder() {
    std::string requests;
    for (int i = 0; i < 1000; ++i) {
        const std::string body = std::to_string(1000 + i);
        requests += "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n" + body;
    }
    requests += "GET /media HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
    const std::string answers = exchange(m_listener->port(), requests);
    std::size_t at = 0;
    for (int i = 0; i < 1000; ++i) {
        at = answers.find("\r\n\r\n" + std::to_string(1000 + i), at);
        QVERIFY(at != std::string::npos);
    }
}

// As over 1 Mbit/s or better: what counts is that it is faster than the floor.
void TestHttpSemantics::aSlowReaderGetsItsSegment() {
    RawClient client(m_listener->port());
    client.send("GET /segment HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    std::size_t read = 0;
    std::array<char, 50'000> some{};
    boost::system::error_code ended;
    while (!ended) {
        read += client.socket().read_some(asio::buffer(some), ended);
        QTest::qWait(20);
    }
    QVERIFY(read > kSegment);
}

void TestHttpSemantics::whoHardlyReadsIsCut() {
    RawClient client(m_listener->port());
    client.socket().set_option(asio::socket_base::receive_buffer_size(4096));
    std::string requests; // more than any buffer between the two holds
    for (int i = 0; i < 20; ++i) {
        requests += "GET /segment HTTP/1.1\r\nHost: t\r\n\r\n";
    }
    client.send(requests);
    QTRY_VERIFY(m_counts->responses[2] > 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_counts->open.load(), std::uint64_t{0}, 10'000);
}

void TestHttpSemantics::aHeadThatTricklesIsCut() {
    RawClient client(m_listener->port());
    client.send("GET /media HTTP/1.1\r\nHo");
    QCOMPARE(client.readToEnd(), std::string());
}

QTEST_GUILESS_MAIN(TestHttpSemantics)
#include "test_http_semantics.moc"
