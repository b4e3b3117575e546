// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/http_answer.h"

#include <QtTest>

using namespace tally;

class TestHttpAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bodiesAreReadHoweverTheyAreCut_data();
    void bodiesAreReadHoweverTheyAreCut();
    void anAnswerWithoutALengthEndsWithTheConnection();
    void aConnectionThatIsToBeClosedIsNotKept_data();
    void aConnectionThatIsToBeClosedIsNotKept();
    void whatIsNoHttpIsAnError_data();
    void whatIsNoHttpIsAnError();
    void anEndlessAnswerIsAnError();
};

void TestHttpAnswer::bodiesAreReadHoweverTheyAreCut_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello") << 200
                            << QByteArray("hello");
    QTest::newRow("empty") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") << 200 << QByteArray();
    QTest::newRow("lower case") << QByteArray("HTTP/1.1 401 No\r\ncontent-length:2\r\n\r\n{}") << 401
                                << QByteArray("{}");
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 503\r\nContent-Length: 1\r\n\r\nx") << 503 << QByteArray("x");
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                          "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n")
                            << 200 << QByteArray("hello");
    QTest::newRow("chunks before length") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                                                        "Content-Length: 9\r\n\r\n1\r\na\r\n0\r\n\r\n")
                                          << 200 << QByteArray("a");
}

void TestHttpAnswer::bodiesAreReadHoweverTheyAreCut() {
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    for (qsizetype cut = 0; cut < text.size(); ++cut) {
        app::HttpAnswer answer;
        QVERIFY(answer.push(text.left(cut)));
        QVERIFY(!answer.isComplete());
        QVERIFY(answer.push(text.mid(cut)));
        QVERIFY(answer.isComplete());
        QCOMPARE(answer.status(), status);
        QCOMPARE(answer.body(), body);
        QVERIFY(answer.keepsConnection());
    }
}

void TestHttpAnswer::anAnswerWithoutALengthEndsWithTheConnection() {
    app::HttpAnswer answer;
    QVERIFY(answer.push("HTTP/1.1 200 OK\r\n\r\nhel"));
    QVERIFY(answer.push("lo"));
    QVERIFY(!answer.isComplete());
    answer.end();
    QVERIFY(answer.isComplete());
    QCOMPARE(answer.body(), QByteArray("hello"));
    QVERIFY(!answer.keepsConnection());

    app::HttpAnswer cut;
    QVERIFY(cut.push("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"));
    cut.end();
    QVERIFY(!cut.isComplete());
}

void TestHttpAnswer::aConnectionThatIsToBeClosedIsNotKept_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("said") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx");
    QTest::newRow("old") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx");
    QTest::newRow("out of step") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK");
}

void TestHttpAnswer::aConnectionThatIsToBeClosedIsNotKept() {
    QFETCH(QByteArray, text);
    app::HttpAnswer answer;
    QVERIFY(answer.push(text));
    QVERIFY(answer.isComplete());
    QVERIFY(!answer.keepsConnection());
}

void TestHttpAnswer::whatIsNoHttpIsAnError_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ssh") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("no status") << QByteArray("HTTP/1.1 OK\r\n\r\n");
    QTest::newRow("chunk size") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    QTest::newRow("negative chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n");
}

void TestHttpAnswer::whatIsNoHttpIsAnError() {
    QFETCH(QByteArray, text);
    app::HttpAnswer answer;
    QVERIFY(!answer.push(text));
}

void TestHttpAnswer::anEndlessAnswerIsAnError() {
    app::HttpAnswer answer;
    core::Status pushed;
    for (int i = 0; pushed && i < 100; ++i) {
        pushed = answer.push(QByteArray(100'000, 'x'));
    }
    QVERIFY(!pushed);
    QVERIFY(pushed.error().code == core::ErrorCode::tooLarge);
}

QTEST_GUILESS_MAIN(TestHttpAnswer)
#include "test_http_answer.moc"
