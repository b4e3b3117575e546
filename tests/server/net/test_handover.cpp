// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/inherited_sockets.h"
#include "tests/server/net/crowd.h"
#include "tests/server/net/server_process.h"
#include "tests/server/support/http_client.h"

#include <fcntl.h>
#include <unistd.h>

#include <QTest>

using namespace tally::server;
using net::InheritedSockets;
using net::ListenSocket;
using test::ServerProcess;

class TestHandover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsInheritedWithoutTheEnvironment();
    void socketsOfAnotherProcessAreNotTaken();
    void aDescriptorThatDoesNotListenIsRefused();
    void aSocketIsTakenFromWhoStartedTheServer_data();
    void aSocketIsTakenFromWhoStartedTheServer();
    void aRestartUnderLoadFailsNobody();
    void whoConnectsBetweenTwoServersWaits();
    void withFewDescriptorsAcceptingPausesAndGoesOn();
};

namespace {

// Who holds the socket over the servers' lives, as systemd does.
struct Holder {
    ListenSocket socket = ListenSocket::open("127.0.0.1:0").value();
    std::uint16_t port = socket.port();
    int descriptor = socket.release();
    ~Holder() { ::close(descriptor); }
};

void setEnvironment(const std::string& pid, const std::string& count) {
    ::setenv("LISTEN_PID", pid.c_str(), 1);
    ::setenv("LISTEN_FDS", count.c_str(), 1);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text = std::to_string(lines.size()) + " failed";
    for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 5); ++i) {
        text += "\n" + lines[i];
    }
    return text;
}

boost::asio::ip::tcp::socket connectTo(boost::asio::io_context& context, std::uint16_t port) {
    boost::asio::ip::tcp::socket socket(context);
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
    return socket;
}

} // namespace

void TestHandover::nothingIsInheritedWithoutTheEnvironment() {
    auto inherited = InheritedSockets::fromEnvironment();
    QVERIFY(inherited);
    QVERIFY(!inherited->take("http"));
}

void TestHandover::socketsOfAnotherProcessAreNotTaken() {
    setEnvironment(std::to_string(::getppid()), "1");
    auto inherited = InheritedSockets::fromEnvironment();
    QVERIFY(inherited);
    QVERIFY(!inherited->take("http"));
    QCOMPARE(std::getenv("LISTEN_FDS"), nullptr); // no child takes them for its own
}

void TestHandover::aDescriptorThatDoesNotListenIsRefused() {
    const Holder holder;
    ServerProcess server(::dup(STDOUT_FILENO));
    QVERIFY(!server.waitUntilItAnswers());
    QVERIFY(server.errors().contains("descriptor 3 is no TCP socket that listens"));
}

void TestHandover::aSocketIsTakenFromWhoStartedTheServer_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("named") << QByteArray("http");
    QTest::newRow("the name of a socket unit") << QByteArray("tallylightd.socket");
}

void TestHandover::aSocketIsTakenFromWhoStartedTheServer() {
    QFETCH(QByteArray, name);
    const Holder holder;
    ServerProcess server(holder.descriptor, name.toStdString());
    QVERIFY(server.waitUntilItAnswers());
    QCOMPARE(server.port(), holder.port);
    QCOMPARE(test::send(holder.port, {"GET", "/now"}).body, server.pid());
}

void TestHandover::aRestartUnderLoadFailsNobody() {
    const Holder holder;
    auto first = std::make_unique<ServerProcess>(holder.descriptor);
    QVERIFY(first->waitUntilItAnswers());
    std::vector<std::string> failures;
    {
        test::Crowd crowd(200, holder.port, {"/now", "/held/150?_HLS_msn=7&_HLS_part=2", "/held/40"});
        crowd.waitFor(first->pid(), 2000);
        for (int restart = 0; restart < 2; ++restart) {
            first->terminate();
            QVERIFY(first->waitForEnd());
            first = std::make_unique<ServerProcess>(holder.descriptor);
            QVERIFY(first->waitUntilItAnswers());
            crowd.waitFor(first->pid(), 2000);
        }
        failures = crowd.failures();
    }
    QVERIFY2(failures.empty(), joined(failures).c_str());
}

void TestHandover::whoConnectsBetweenTwoServersWaits() {
    const Holder holder;
    {
        ServerProcess first(holder.descriptor);
        QVERIFY(first.waitUntilItAnswers());
        first.terminate();
        QVERIFY(first.waitForEnd());
    }
    auto early = std::make_unique<test::Crowd>(20, holder.port, std::vector<std::string>{"/now"});
    ServerProcess second(holder.descriptor);
    QVERIFY(second.waitUntilItAnswers());
    early->waitFor(second.pid(), 100);
    QCOMPARE(early->failures().size(), std::size_t{0});
    early.reset(); // while there is somebody who answers
}

void TestHandover::withFewDescriptorsAcceptingPausesAndGoesOn() {
    ServerProcess server(-1, "", "ulimit -n 64; ");
    QVERIFY(server.waitUntilItAnswers());
    test::Crowd watchers(10, server.port(), {"/now", "/held/5"});
    watchers.waitFor(server.pid(), 100);
    QByteArray log;
    {
        boost::asio::io_context context;
        std::vector<boost::asio::ip::tcp::socket> idlers;
        for (int i = 0; i < 100; ++i) { // most of them stay in the queue
            idlers.push_back(connectTo(context, server.port()));
        }
        QTRY_VERIFY((log += server.errors()).contains("cannot accept connections for now"));
        watchers.waitFor(server.pid(), 1000);
    }
    QTRY_VERIFY((log += server.errors()).contains("connections are accepted again"));
    QCOMPARE(test::send(server.port(), {"GET", "/now"}).body, server.pid());
    // A line a stretch, not a try. The last stretch may still go on: what was in the queue came in one after the other.
    QTRY_VERIFY((log += server.errors()).count("cannot accept connections") == log.count("accepted again"));
    QVERIFY2(log.count("cannot accept connections") < 5, log.constData());
    QCOMPARE(watchers.failures().size(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestHandover)
#include "test_handover.moc"
