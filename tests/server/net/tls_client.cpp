// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/net/tls_client.h"

#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace tally::server::test {

namespace asio = boost::asio;
using asio::ip::tcp;

TlsClient::TlsClient(std::uint16_t port, const TlsWishes& wishes) {
    SSL_CTX_set_max_proto_version(m_tls.native_handle(), wishes.newest);
    m_stream = std::make_unique<asio::ssl::stream<tcp::socket>>(m_context, m_tls);
    SSL* const ssl = m_stream->native_handle();
    if (!wishes.protocols.empty()) {
        SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(wishes.protocols.data()),
                            static_cast<unsigned>(wishes.protocols.size()));
    }
    if (wishes.session) {
        SSL_set_session(ssl, wishes.session.get());
    }
    m_stream->next_layer().connect({asio::ip::address_v4::loopback(), port});
    m_stream->handshake(asio::ssl::stream_base::client);
}

void TlsClient::send(const std::string& text) {
    asio::write(*m_stream, asio::buffer(text));
}

std::string TlsClient::readUntil(const std::string& ending) {
    std::string text;
    boost::system::error_code ended;
    asio::read_until(*m_stream, asio::dynamic_buffer(text), ending, ended);
    return text;
}

std::string TlsClient::readToEnd() {
    std::string text;
    boost::system::error_code ended;
    asio::read(*m_stream, asio::dynamic_buffer(text), ended);
    return text;
}

std::string TlsClient::protocol() const {
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(m_stream->native_handle(), &name, &length);
    return {reinterpret_cast<const char*>(name), length};
}

std::string TlsClient::version() const {
    return SSL_get_version(m_stream->native_handle());
}

std::string TlsClient::peerName() const {
    std::array<char, 100> name{};
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(m_stream->native_handle()),
                                                                  X509_free);
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                              static_cast<int>(name.size()));
    return name.data();
}

bool TlsClient::resumed() const {
    return SSL_session_reused(m_stream->native_handle()) == 1;
}

std::shared_ptr<SSL_SESSION> TlsClient::session() const {
    return {SSL_get1_session(m_stream->native_handle()), SSL_SESSION_free};
}

} // namespace tally::server::test
