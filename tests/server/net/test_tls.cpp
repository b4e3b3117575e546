// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"
#include "server/net/tls_context.h"
#include "tests/server/net/raw_client.h"
#include "tests/server/net/tls_client.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <future>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tally::server::net;
using namespace std::chrono_literals;
using tally::server::test::RawClient;
using tally::server::test::TlsClient;
namespace asio = boost::asio;
namespace core = tally::core;

namespace {

class Echo : public WebSocketHandler {
public:
    void opened(std::shared_ptr<WebSocket> socket) override { m_socket = std::move(socket); }
    void received(std::string_view text) override { m_socket->send(std::make_shared<const std::string>(text)); }
    void closed() override { m_socket.reset(); }

private:
    std::shared_ptr<WebSocket> m_socket;
};

asio::awaitable<Response> hello(Request&) {
    co_return Response::ofText(200, "text/plain", "hello");
}

asio::awaitable<Response> large(Request&) {
    co_return Response::ofText(200, "video/mp4", std::string(1'000'000, 'x'));
}

// Longer than what is read of a file at once, and no two stretches of it alike.
std::string numbers() {
    std::string text;
    for (int i = 100'000; i < 150'000; ++i) {
        text += std::to_string(i);
    }
    return text;
}

// The same in the middle of a file.
asio::awaitable<Response> inFile(Request&) {
    const std::shared_ptr<std::FILE> file(std::tmpfile(), std::fclose);
    const std::string text = numbers();
    std::fputs(("before" + text + "behind").c_str(), file.get());
    std::fflush(file.get());
    Response response = Response::empty(200);
    response.file = {.owner = file, .file = ::fileno(file.get()), .offset = 6, .size = text.size()};
    response.withHeader("Accept-Ranges", "bytes");
    co_return response;
}

// A file that ends before its slice does.
asio::awaitable<Response> cutFile(Request&) {
    const std::shared_ptr<std::FILE> file(std::tmpfile(), std::fclose);
    Response response = Response::empty(200);
    response.file = {.owner = file, .file = ::fileno(file.get()), .offset = 0, .size = 10};
    co_return response;
}

asio::awaitable<Response> echo(Request& request) {
    auto body = co_await request.body->readAll(100'000);
    co_return body ? Response::ofText(200, "text/plain", std::move(*body)) : Response::ofError(body.error());
}

const std::string kHello = "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n";

} // namespace

class TestTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void requestsAreAnsweredOneAfterTheOther();
    void aSegmentAndABodyGoThrough();
    void aFileGoesThrough();
    void aRangeOfAFileGoesThrough();
    void theHeadAloneOfAFileGoesThrough();
    void aFileThatWasCutEndsTheConnection();
    void http11IsNegotiated();
    void anotherProtocolIsRefused();
    void olderTlsIsRefused();
    void aSessionIsResumed();
    void aHandlerEndsWithItsClient();
    void aRequestAfterAnotherThatWasHeldIsAnswered();
    void aWebSocketIsOpened();
    void plainBytesEndTheConnection();
    void aHandshakeThatNeverEndsIsCut();
    void aNewCertificateIsForNewConnections();
    void aBrokenCertificateKeepsTheOldOne();

private:
    void makeCertificate(const QString& name) const;
    std::string file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    asio::awaitable<Response> wait(Request& request);

    QTemporaryDir m_folder;
    std::promise<void> m_began;
    std::promise<void> m_ended;
    std::shared_ptr<NetCounts> m_counts = std::make_shared<NetCounts>();
    std::shared_ptr<TlsContext> m_tls;
    Router m_router;
    std::unique_ptr<IoThreads> m_threads;
    std::unique_ptr<Listener> m_listener;
};

void TestTls::makeCertificate(const QString& name) const {
    const QStringList words{QStringLiteral("req"),
                            QStringLiteral("-x509"),
                            QStringLiteral("-newkey"),
                            QStringLiteral("ec"),
                            QStringLiteral("-pkeyopt"),
                            QStringLiteral("ec_paramgen_curve:prime256v1"),
                            QStringLiteral("-nodes"),
                            QStringLiteral("-subj"),
                            QStringLiteral("/CN=") + name,
                            QStringLiteral("-keyout"),
                            m_folder.filePath(QStringLiteral("key.pem")),
                            QStringLiteral("-out"),
                            m_folder.filePath(QStringLiteral("cert.pem"))};
    QCOMPARE(QProcess::execute(QStringLiteral("openssl"), words), 0);
}

asio::awaitable<Response> TestTls::wait(Request& request) {
    struct AtEnd {
        std::promise<void>& promise;
        ~AtEnd() { promise.set_value(); }
    } atEnd{m_ended};
    m_began.set_value();
    const auto time = std::chrono::milliseconds(std::stoi(request.parameter("ms")));
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response::ofText(200, "text/plain", "waited");
}

void TestTls::initTestCase() {
    makeCertificate(QStringLiteral("first"));
    m_router.add(Method::get, "/hello", hello);
    m_router.add(Method::get, "/large", large);
    m_router.add(Method::get, "/file", inFile);
    m_router.add(Method::get, "/cut", cutFile);
    m_router.add(Method::post, "/echo", echo, {.bodyBytes = 100'000, .bodyIdle = 5s});
    m_router.add(Method::get, "/wait/{ms}", [this](Request& r) { return wait(r); });
    m_router.addWebSocket("/socket", [](const Request&) -> core::Result<std::unique_ptr<WebSocketHandler>> {
        return std::make_unique<Echo>();
    });
    NetOptions options;
    options.handshakeDeadline = 300ms;
    m_tls = TlsContext::load({file("cert.pem"), file("key.pem")}).value();
    m_threads = std::make_unique<IoThreads>(1);
    m_listener = Listener::open("127.0.0.1:0", *m_threads, m_router, options, m_counts).value();
    m_listener->alsoListen(ListenSocket::open("127.0.0.1:0").value(), m_tls);
    m_threads->start();
    m_listener->start();
}

void TestTls::cleanupTestCase() {
    m_listener.reset();
    m_threads.reset();
}

void TestTls::requestsAreAnsweredOneAfterTheOther() {
    TlsClient client(m_listener->tlsPort());
    for (int i = 0; i < 3; ++i) {
        client.send(kHello);
        QVERIFY(client.readUntil("hello").starts_with("HTTP/1.1 200 "));
    }
    QVERIFY(tally::server::test::exchange(m_listener->port(), "GET /hello HTTP/1.0\r\n\r\n").ends_with("hello"));
}

void TestTls::aSegmentAndABodyGoThrough() {
    TlsClient client(m_listener->tlsPort());
    client.send("GET /large HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    QVERIFY(client.readToEnd().size() > 1'000'000);
    TlsClient other(m_listener->tlsPort());
    const std::string body(90'000, 'y');
    other.send("POST /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: 90000\r\n\r\n" + body);
    QVERIFY(other.readToEnd().ends_with("\r\n\r\n" + body));
}

void TestTls::aFileGoesThrough() {
    TlsClient client(m_listener->tlsPort());
    for (int i = 0; i < 2; ++i) {
        client.send("GET /file HTTP/1.1\r\nHost: t\r\n\r\n");
        const std::string answer = client.readUntil("149999");
        QVERIFY(answer.starts_with("HTTP/1.1 200 "));
        QVERIFY(answer.ends_with("\r\n\r\n" + numbers()));
    }
}

void TestTls::aRangeOfAFileGoesThrough() {
    TlsClient client(m_listener->tlsPort());
    client.send("GET /file HTTP/1.1\r\nHost: t\r\nRange: bytes=60000-269999\r\n\r\n");
    const std::string answer = client.readUntil("144999");
    QVERIFY(answer.starts_with("HTTP/1.1 206 "));
    QVERIFY(answer.ends_with("\r\n\r\n" + numbers().substr(60'000, 210'000)));
    client.send("GET /file HTTP/1.1\r\nHost: t\r\nRange: bytes=-6\r\n\r\n");
    QVERIFY(client.readUntil("149999").ends_with("\r\n\r\n149999"));
}

void TestTls::theHeadAloneOfAFileGoesThrough() {
    TlsClient client(m_listener->tlsPort());
    client.send("HEAD /file HTTP/1.1\r\nHost: t\r\n\r\n");
    const std::string head = client.readUntil("\r\n\r\n");
    QVERIFY(head.find("Content-Length: 300000\r\n") != std::string::npos);
    client.send(kHello);
    QVERIFY(client.readUntil("hello").starts_with("HTTP/1.1 200 "));
}

void TestTls::aFileThatWasCutEndsTheConnection() {
    TlsClient client(m_listener->tlsPort());
    client.send("GET /cut HTTP/1.1\r\nHost: t\r\n\r\n");
    QVERIFY(client.readToEnd().ends_with("\r\n\r\n"));
}

void TestTls::http11IsNegotiated() {
    const TlsClient client(m_listener->tlsPort(), {.protocols = "\x02h2\x08http/1.1"});
    QCOMPARE(client.protocol(), std::string("http/1.1"));
    QCOMPARE(client.version(), std::string("TLSv1.3"));
}

void TestTls::anotherProtocolIsRefused() {
    QVERIFY_EXCEPTION_THROWN(TlsClient(m_listener->tlsPort(), {.protocols = "\x02h2"}), std::exception);
}

void TestTls::olderTlsIsRefused() {
    QVERIFY_EXCEPTION_THROWN(TlsClient(m_listener->tlsPort(), {.newest = TLS1_2_VERSION}), std::exception);
}

void TestTls::aSessionIsResumed() {
    TlsClient first(m_listener->tlsPort());
    first.send(kHello);
    first.readUntil("hello"); // the tickets come before it
    const TlsClient second(m_listener->tlsPort(), {.session = first.session()});
    QVERIFY(second.resumed());
}

void TestTls::aHandlerEndsWithItsClient() {
    m_began = {};
    m_ended = {};
    {
        TlsClient client(m_listener->tlsPort());
        client.send("GET /wait/60000 HTTP/1.1\r\nHost: t\r\n\r\n");
        m_began.get_future().wait();
    }
    QCOMPARE(m_ended.get_future().wait_for(5s), std::future_status::ready);
}

// The read that looks for the client's end is given up with the answer, and must leave the stream whole.
void TestTls::aRequestAfterAnotherThatWasHeldIsAnswered() {
    TlsClient client(m_listener->tlsPort());
    for (int i = 0; i < 3; ++i) {
        m_began = {};
        m_ended = {};
        client.send("GET /wait/20 HTTP/1.1\r\nHost: t\r\n\r\n");
        QVERIFY(client.readUntil("waited").ends_with("waited"));
        m_ended.get_future().wait();
    }
}

void TestTls::aWebSocketIsOpened() {
    TlsClient client(m_listener->tlsPort());
    client.send("GET /socket HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QVERIFY(client.readUntil("\r\n\r\n").starts_with("HTTP/1.1 101 "));
    client.send(std::string("\x81\x82\0\0\0\0hi", 8)); // a text of two bytes, masked with zeros
    QCOMPARE(client.readUntil("hi"), std::string("\x81\x02hi"));
}

void TestTls::plainBytesEndTheConnection() {
    RawClient client(m_listener->tlsPort());
    client.send(kHello);
    QVERIFY(client.readToEnd().find("HTTP/") == std::string::npos);
}

void TestTls::aHandshakeThatNeverEndsIsCut() {
    RawClient client(m_listener->tlsPort());
    client.send("\x16\x03\x01");
    QCOMPARE(client.readToEnd(), std::string());
}

void TestTls::aNewCertificateIsForNewConnections() {
    TlsClient old(m_listener->tlsPort());
    QCOMPARE(old.peerName(), std::string("first"));
    makeCertificate(QStringLiteral("second"));
    QVERIFY(m_tls->reload());
    QCOMPARE(TlsClient(m_listener->tlsPort()).peerName(), std::string("second"));
    old.send(kHello);
    QVERIFY(old.readUntil("hello").ends_with("hello"));
}

void TestTls::aBrokenCertificateKeepsTheOldOne() {
    makeCertificate(QStringLiteral("kept"));
    QVERIFY(m_tls->reload());
    QFile certificate(m_folder.filePath(QStringLiteral("cert.pem")));
    const QByteArray sound = certificate.open(QIODevice::ReadOnly) ? certificate.readAll() : QByteArray();
    certificate.close();
    QVERIFY(certificate.open(QIODevice::WriteOnly | QIODevice::Truncate));
    certificate.write("no certificate");
    certificate.close();
    const auto broken = m_tls->reload();
    QVERIFY(!broken && broken.error().detail.find("cert.pem") != std::string::npos);
    makeCertificate(QStringLiteral("another")); // its key, with the certificate of before
    QVERIFY(certificate.open(QIODevice::WriteOnly | QIODevice::Truncate));
    certificate.write(sound);
    certificate.close();
    QVERIFY(!m_tls->reload());
    QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("key.pem"))));
    QVERIFY(!m_tls->reload());
    QCOMPARE(TlsClient(m_listener->tlsPort()).peerName(), std::string("kept"));
}

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
