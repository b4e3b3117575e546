// SPDX-License-Identifier: GPL-3.0-or-later
// What broke others, over real sockets. Each name begins with the item's number.
#include "tests/hostile/http_requests.h"
#include "tests/server/net/raw_client.h"
#include "tests/server/net/support/echo_server.h"

#include <boost/asio/write.hpp>

#include <QRegularExpression>
#include <QTest>

using namespace tally;
namespace asio = boost::asio;

namespace {

// Which of them a request gets, others test.
const QStringList kRefusals{QStringLiteral("HTTP/1.1 400"), QStringLiteral("HTTP/1.1 414"),
                            QStringLiteral("HTTP/1.1 431"), QStringLiteral("HTTP/1.1 501"),
                            QStringLiteral("HTTP/1.1 505")};

void addRows(const std::vector<test::HostileRequest>& requests) {
    QTest::addColumn<QByteArray>("raw");
    for (const test::HostileRequest& request : requests) {
        QTest::newRow(request.name.c_str()) << QByteArray::fromStdString(request.raw);
    }
}

} // namespace

class TestHostileRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_server = std::make_unique<server::test::EchoServer>(); }
    void cleanup() { m_server.reset(); }

    void h10_hugeAddressesAreRefused_data() { addRows(test::hugeAddresses()); }
    void h10_hugeAddressesAreRefused() { verifyRefused(); }

    void h23_noPathLeadsOutOfAFolder_data() { addRows(test::waysOutOfAFolder()); }
    void h23_noPathLeadsOutOfAFolder() { verifyRefused(); }

    void h23_overlongLettersAreNoDots();

    void h26_aHeaderChangesNobodysAddress_data();
    void h26_aHeaderChangesNobodysAddress();

    void h29_framingThatIsAmbiguousIsRefused_data() { addRows(test::ambiguousFraming()); }
    void h29_framingThatIsAmbiguousIsRefused() { verifyRefused(); }

    void h29_aFoldedFieldIsReadAsOneLine();
    void h29_aChunkLineWithoutEndIsNotKept_data();
    void h29_aChunkLineWithoutEndIsNotKept();

private:
    // Everything the server says until it closes.
    std::string exchange(const std::string& raw) const { return server::test::exchange(m_server->port(), raw); }

    // One answer of refusal, and the end: nothing behind it is taken for a request.
    void verifyRefused() const {
        QFETCH(QByteArray, raw);
        const std::string text = exchange(raw.toStdString());
        const std::string status = text.substr(0, 12);
        QVERIFY2(kRefusals.contains(QString::fromStdString(status)), text.substr(0, 60).c_str());
        const QRegularExpression answers(QStringLiteral("HTTP/1\\.1 [0-9]"));
        QCOMPARE(QString::fromStdString(text).count(answers), 1); // nothing behind it was answered
        QVERIFY(text.find("Connection: close\r\n") != std::string::npos);
        QVERIFY(text.find("smuggled") == std::string::npos);
        QCOMPARE(m_server->handled(), 0);
    }

    std::unique_ptr<server::test::EchoServer> m_server;
};

// %C0%AE is a dot to a reader of UTF-8 that does not count bytes. Here it is two bytes of a name.
void TestHostileRequests::h23_overlongLettersAreNoDots() {
    const std::string text = exchange("GET /hello/%c0%ae%c0%ae%c0%afx HTTP/1.1\r\nHost: t\r\n"
                                      "Connection: close\r\n\r\n");
    QVERIFY2(text.ends_with("hello \xc0\xae\xc0\xae\xc0\xafx"), text.c_str());
}

void TestHostileRequests::h26_aHeaderChangesNobodysAddress_data() {
    QTest::addColumn<QByteArray>("field");
    for (const char* const field : {"X-Forwarded-For: 10.9.8.7", "X-Forwarded-For: 10.9.8.7, 127.0.0.1",
                                    "X-Real-IP: 10.9.8.7", "Forwarded: for=10.9.8.7", "X-User: admin"}) {
        QTest::newRow(field) << QByteArray(field);
    }
}

void TestHostileRequests::h26_aHeaderChangesNobodysAddress() {
    QFETCH(QByteArray, field);
    const std::string text =
        exchange("GET /who HTTP/1.1\r\nHost: t\r\nConnection: close\r\n" + field.toStdString() + "\r\n\r\n");
    QVERIFY2(text.ends_with("\r\n\r\n127.0.0.1"), text.c_str());
}

// RFC 9112 §5.2: refused, or read as one line with a space. What matters is that the framing is the same for all.
void TestHostileRequests::h29_aFoldedFieldIsReadAsOneLine() {
    const std::string text = exchange("POST /echo HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
                                      "Transfer-Encoding:\r\n chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    QVERIFY2(text.ends_with("\r\n\r\nabc"), text.c_str());
}

void TestHostileRequests::h29_aChunkLineWithoutEndIsNotKept_data() {
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("extension") << QByteArray("1;");
    QTest::newRow("trailer") << QByteArray("0\r\nX: ");
}

// Ten megabytes of one line: the connection ends long before they are in memory.
void TestHostileRequests::h29_aChunkLineWithoutEndIsNotKept() {
    QFETCH(QByteArray, begin);
    server::test::RawClient client(m_server->port());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + begin.toStdString());
    boost::system::error_code ended;
    const std::string more(64 * 1024, 'x');
    std::size_t sent = 0;
    for (int i = 0; i < 160 && !ended; ++i) {
        sent += asio::write(client.socket(), asio::buffer(more), ended);
    }
    QVERIFY2(ended, "the server took ten megabytes of one line");
    QCOMPARE(m_server->handled(), 0);
}

QTEST_GUILESS_MAIN(TestHostileRequests)
#include "test_hostile_requests.moc"
