// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/net/endpoint.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <system_error>

namespace tally::load {
namespace {

constexpr std::size_t kConnectionsPerAddress = 20'000;

core::Error systemError(const char* what) {
    return {core::ErrorCode::unavailable, std::string(what) + ": " + std::generic_category().message(errno)};
}

sockaddr_in loopback(std::uint32_t lastByte, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl((127U << 24) + lastByte);
    return address;
}

void setOption(int fd, int level, int name, int value) {
    ::setsockopt(fd, level, name, &value, sizeof value);
}

} // namespace

core::Result<Endpoint> parseEndpoint(std::string_view text) {
    constexpr std::string_view kHost = "127.0.0.1:";
    Endpoint endpoint;
    const char* end = text.data() + text.size();
    const bool isLoopback = text.starts_with(kHost);
    const auto [read, error] = std::from_chars(isLoopback ? text.data() + kHost.size() : end, end, endpoint.port);
    if (error != std::errc() || read != end || endpoint.port == 0) {
        return core::fail(core::ErrorCode::invalid, "'" + std::string(text) + "' is not 127.0.0.1:PORT");
    }
    return endpoint;
}

core::Result<UniqueFd> beginConnect(const Endpoint& server, std::size_t index, const SocketOptions& options) {
    UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd) {
        return tl::unexpected(systemError("socket"));
    }
    setOption(fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
    if (options.receiveBufferBytes > 0) {
        setOption(fd.get(), SOL_SOCKET, SO_RCVBUF, options.receiveBufferBytes);
    }
    if (index >= kConnectionsPerAddress) {
        // The port is chosen by connect, when the kernel knows that only the pair must be unused.
        setOption(fd.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
        const auto source = loopback(static_cast<std::uint32_t>(1 + index / kConnectionsPerAddress), 0);
        if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&source), sizeof source) != 0) {
            return tl::unexpected(systemError("bind"));
        }
    }
    const auto target = loopback(1, server.port);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&target), sizeof target) != 0 && errno != EINPROGRESS) {
        return tl::unexpected(systemError("connect"));
    }
    return fd;
}

std::size_t raiseDescriptorLimit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

} // namespace tally::load
