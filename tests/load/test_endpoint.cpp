// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/print.h"
#include "tests/load/net/endpoint.h"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <cerrno>
#include <QTest>
#include <system_error>

using namespace tally::load;

namespace {

// Listens on a free port of loopback and says from where it was connected to. The test's thread.
class Listening {
public:
    Listening() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool listens = ::bind(m_socket.get(), reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                             ::listen(m_socket.get(), 8) == 0;
        if (!listens) {
            throw std::system_error(errno, std::generic_category(), "listen");
        }
        ::getsockname(m_socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }

    Endpoint endpoint() const { return {.port = m_port}; }

    std::string nextClient() const {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        const UniqueFd client(::accept(m_socket.get(), reinterpret_cast<sockaddr*>(&address), &size));
        return client ? ::inet_ntoa(address.sin_addr) : "nobody";
    }

private:
    UniqueFd m_socket;
    std::uint16_t m_port = 0;
};

} // namespace

class TestEndpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyLoopbackIsLoaded() {
        const auto endpoint = parseEndpoint("127.0.0.1:8080");
        QVERIFY2(endpoint, tally::test::detailOf(endpoint));
        QCOMPARE(endpoint->port, std::uint16_t{8080});
        QCOMPARE(endpoint->text(), std::string("127.0.0.1:8080"));
        for (const char* wrong : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536",
                                  "127.0.0.1:80x", "10.0.0.1:80", "example.org:80"}) {
            QVERIFY2(!parseEndpoint(wrong), wrong);
        }
    }

    void everyTwentyThousandConnectionsHaveAnAddress_data() {
        QTest::addColumn<quint64>("index");
        QTest::addColumn<std::string>("address");
        QTest::addRow("first") << quint64{0} << std::string("127.0.0.1");
        QTest::addRow("last of the first address") << quint64{19'999} << std::string("127.0.0.1");
        QTest::addRow("first of the second") << quint64{20'000} << std::string("127.0.0.2");
        QTest::addRow("of the fifth") << quint64{99'999} << std::string("127.0.0.5");
    }

    void everyTwentyThousandConnectionsHaveAnAddress() {
        QFETCH(const quint64, index);
        QFETCH(const std::string, address);
        const Listening server;
        const auto socket = beginConnect(server.endpoint(), index);
        QVERIFY2(socket, tally::test::detailOf(socket));
        QCOMPARE(server.nextClient(), address);
    }
};

QTEST_GUILESS_MAIN(TestEndpoint)
#include "test_endpoint.moc"
