// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace tally::server::test {

struct TlsWishes {
    std::string protocols = {};             // ALPN, each with its length before it
    int newest = TLS1_3_VERSION;            // version
    std::shared_ptr<SSL_SESSION> session{}; // to be resumed
};

// A TLS client that takes every certificate. Blocks; throws where the handshake fails.
class TlsClient {
public:
    explicit TlsClient(std::uint16_t port, const TlsWishes& wishes = {});

    void send(const std::string& text);
    std::string readUntil(const std::string& ending);
    std::string readToEnd();

    std::string protocol() const;
    std::string version() const;
    std::string peerName() const; // of the certificate's subject
    bool resumed() const;
    std::shared_ptr<SSL_SESSION> session() const;

private:
    boost::asio::io_context m_context;
    boost::asio::ssl::context m_tls{boost::asio::ssl::context::tls_client};
    std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket>> m_stream;
};

} // namespace tally::server::test
