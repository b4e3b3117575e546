// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listen_socket.h"

#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>

namespace tally::server::net {
namespace {

using boost::asio::ip::tcp;

std::optional<tcp::endpoint> endpointOf(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    std::string host(text.substr(0, colon));
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    const std::string_view digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    if (error || wrong != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return tcp::endpoint(address, port);
}

tcp::endpoint localEndpoint(int descriptor) {
    tcp::endpoint endpoint;
    auto size = static_cast<socklen_t>(endpoint.capacity());
    if (::getsockname(descriptor, endpoint.data(), &size) == 0) {
        endpoint.resize(size);
    }
    return endpoint;
}

bool listens(int descriptor) {
    int yes = 0;
    socklen_t size = sizeof yes;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &yes, &size) == 0 && yes != 0;
}

// What the kernel takes of an answer counts as sent, up to 4 MiB a connection (tcp_wmem): a thousand slow readers would
// bring it to its limit for all TCP (tcp_mem), and the write floor would not see them. Connections inherit it.
void boundUnsent(int descriptor) {
    constexpr int kUnsentBytes = 256 * 1024;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes, sizeof kUnsentBytes);
}

bool isInternet(int descriptor) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const bool known = ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    return known && (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

} // namespace

core::Result<ListenSocket> ListenSocket::open(std::string_view address) {
    const auto endpoint = endpointOf(address);
    if (!endpoint) {
        return core::fail(core::ErrorCode::invalid,
                          "'" + std::string(address) + "' is no address to listen on; write 127.0.0.1:8080");
    }
    // Closed on exec: a child (PostgreSQL) that held the socket would keep the port beyond this process.
    ListenSocket socket(::socket(endpoint->protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, 0), false);
    const int yes = 1;
    const bool bound = socket.m_descriptor >= 0 &&
                       ::setsockopt(socket.m_descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
                       ::bind(socket.m_descriptor, endpoint->data(), static_cast<socklen_t>(endpoint->size())) == 0 &&
                       ::listen(socket.m_descriptor, SOMAXCONN) == 0;
    if (!bound) {
        return core::fail(core::ErrorCode::unavailable,
                          "cannot listen on " + std::string(address) + ": " + std::strerror(errno));
    }
    boundUnsent(socket.m_descriptor);
    return socket;
}

core::Result<ListenSocket> ListenSocket::adopt(int descriptor) {
    ListenSocket socket(descriptor, true);
    if (!listens(descriptor) || !isInternet(descriptor)) {
        return core::fail(core::ErrorCode::invalid,
                          "descriptor " + std::to_string(descriptor) + " is no TCP socket that listens");
    }
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    boundUnsent(descriptor);
    return socket;
}

ListenSocket::~ListenSocket() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

ListenSocket::ListenSocket(ListenSocket&& other) noexcept
    : m_descriptor(other.release()), m_inherited(other.m_inherited) {}

bool ListenSocket::isIpv6() const {
    return localEndpoint(m_descriptor).protocol() == tcp::v6();
}

std::uint16_t ListenSocket::port() const {
    return localEndpoint(m_descriptor).port();
}

} // namespace tally::server::net
