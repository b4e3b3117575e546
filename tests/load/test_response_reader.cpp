// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/print.h"
#include "tests/load/net/response_reader.h"

#include <QTest>

using namespace tally::core;
using tally::load::ResponseReader;

namespace {

constexpr std::string_view kResponse = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\ncontent-LENGTH:  5 \r\n"
                                       "Content-Encoding: gzip\r\n\r\nhello";

// Pushes all of it in pieces of `size` bytes. Returns the error's text, or "".
std::string push(ResponseReader& reader, std::string_view bytes, std::size_t size) {
    while (!bytes.empty() && !reader.isWhole()) {
        const auto taken = reader.push(bytes.substr(0, size));
        if (!taken) {
            return taken.error().detail;
        }
        bytes.remove_prefix(*taken);
        if (reader.head() && !reader.keepsBody()) {
            reader.keepBody();
        }
    }
    return {};
}

} // namespace

class TestResponseReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAResponseInPiecesOfAnySize() {
        for (std::size_t size = 1; size <= kResponse.size(); ++size) {
            ResponseReader reader;
            QCOMPARE(push(reader, kResponse, size), std::string());
            QVERIFY(reader.isWhole());
            QCOMPARE(reader.head()->status, 200);
            QCOMPARE(reader.head()->contentLength, std::uint64_t{5});
            QVERIFY(reader.head()->gzip);
            QCOMPARE(reader.body(), std::string("hello"));
        }
    }

    void stopsBehindTheHeadAndBehindTheBody() {
        const std::string two = std::string(kResponse) + std::string(kResponse);
        ResponseReader reader;
        const auto head = reader.push(two);
        QVERIFY2(head, tally::test::detailOf(head));
        QCOMPARE(*head, kResponse.size() - 5);
        QCOMPARE(*reader.push(std::string_view(two).substr(*head)), std::size_t{5});
        QVERIFY(reader.isWhole());
        reader.next();
        QVERIFY(!reader.head());
        QCOMPARE(*reader.push(std::string_view(two).substr(kResponse.size())), kResponse.size() - 5);
    }

    void aBodyNobodyKeepsIsCountedOnly() {
        ResponseReader reader;
        QCOMPARE(*reader.push(kResponse), kResponse.size() - 5);
        reader.discarded(3); // by the kernel
        QCOMPARE(reader.bodyLeft(), std::uint64_t{2});
        QCOMPARE(*reader.push("lo"), std::size_t{2});
        QVERIFY(reader.isWhole());
        QCOMPARE(reader.body(), std::string());
    }

    void someResponsesHaveNoBody_data() {
        QTest::addColumn<std::string>("text");
        QTest::addRow("no length") << std::string("HTTP/1.1 200 OK\r\n\r\n");
        QTest::addRow("length 0") << std::string("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        QTest::addRow("204") << std::string("HTTP/1.1 204 No Content\r\n\r\n");
        QTest::addRow("304") << std::string("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
    }

    void someResponsesHaveNoBody() {
        QFETCH(const std::string, text);
        ResponseReader reader;
        QCOMPARE(push(reader, text, text.size()), std::string());
        QVERIFY(reader.isWhole());
    }

    void refusesWhatIsNoSuchResponse_data() {
        QTest::addColumn<std::string>("text");
        QTest::addRow("not HTTP") << std::string("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        QTest::addRow("HTTP/1.0") << std::string("HTTP/1.0 200 OK\r\n\r\n");
        QTest::addRow("no status") << std::string("HTTP/1.1 abc\r\n\r\n");
        QTest::addRow("no number") << std::string("HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\n");
        QTest::addRow("below 0") << std::string("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n");
        QTest::addRow("chunked") << std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void refusesWhatIsNoSuchResponse() {
        QFETCH(const std::string, text);
        ResponseReader reader;
        const auto read = reader.push(text);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::invalid);
    }

    void refusesAHeadWithoutEnd() {
        ResponseReader reader;
        const std::string line(20'000, 'a');
        const auto read = reader.push(line);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::tooLarge);
    }
};

QTEST_GUILESS_MAIN(TestResponseReader)
#include "test_response_reader.moc"
