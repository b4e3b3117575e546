// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/tls_context.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

#include <array>
#include <fstream>
#include <string>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
using core::ErrorCode;

// One key for all contexts of this process: a ticket outlives a reload of the certificate. Never on disk.
constexpr std::size_t kTicketKeyBytes = 80; // SSL_CTX_set_tlsext_ticket_keys: name, HMAC key, AES key

std::array<unsigned char, kTicketKeyBytes>& ticketKeys() {
    static auto keys = [] {
        std::array<unsigned char, kTicketKeyBytes> random{};
        RAND_bytes(random.data(), static_cast<int>(random.size()));
        return random;
    }();
    return keys;
}

// RFC 7301: a client that offers protocols, but not ours, is told so.
int selectProtocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                   unsigned int offeredLength, void*) {
    static constexpr unsigned char kOurs[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    const int result = SSL_select_next_proto(&found, length, kOurs, sizeof kOurs - 1, offered, offeredLength);
    *chosen = found;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void setUp(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); // an idle viewer keeps no 32 KiB
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets: the client keeps the session
    constexpr unsigned char kName[] = "tallylight";
    SSL_CTX_set_session_id_context(context, kName, sizeof kName - 1);
    SSL_CTX_set_tlsext_ticket_keys(context, ticketKeys().data(), kTicketKeyBytes);
}

core::Status readable(const std::filesystem::path& file) {
    return std::ifstream(file) ? core::Status()
                               : core::Status(core::fail(ErrorCode::unavailable, "cannot read " + file.string()));
}

core::Status wrong(const std::filesystem::path& file, const boost::system::error_code& error) {
    return core::fail(ErrorCode::invalid, file.string() + ": " + error.message());
}

core::Status use(asio::ssl::context& context, const TlsFiles& files) {
    for (const auto* file : {&files.certificate, &files.key}) {
        if (const auto there = readable(*file); !there) {
            return there;
        }
    }
    boost::system::error_code error;
    context.use_certificate_chain_file(files.certificate.string(), error);
    if (error) {
        return wrong(files.certificate, error);
    }
    context.use_private_key_file(files.key.string(), asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(context.native_handle()) != 1) {
        ERR_clear_error();
        return error ? wrong(files.key, error)
                     : core::fail(ErrorCode::invalid,
                                  files.key.string() + " is not the key of " + files.certificate.string());
    }
    return {};
}

} // namespace

core::Result<TlsContext::Context> TlsContext::contextOf(const TlsFiles& files) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    setUp(context->native_handle());
    if (const auto used = use(*context, files); !used) {
        return core::propagate(used);
    }
    return context;
}

core::Result<std::shared_ptr<TlsContext>> TlsContext::load(TlsFiles files) {
    auto context = contextOf(files);
    if (!context) {
        return core::propagate(context);
    }
    return std::shared_ptr<TlsContext>(new TlsContext(std::move(files), std::move(*context)));
}

core::Status TlsContext::reload() {
    auto context = contextOf(m_files);
    if (!context) {
        return core::propagate(context);
    }
    m_context = std::move(*context);
    return {};
}

} // namespace tally::server::net
