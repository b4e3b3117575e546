// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/net/connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace tally::load {
namespace {

// Room for a head and a small body; the rest of a large one is thrown away where it lies, so that reading costs us less
// than writing costs the server.
constexpr std::size_t kReadBytes = std::size_t{4} * 1024;
constexpr std::size_t kMostDiscardedAtOnce = std::size_t{1} << 20;

bool mayTryAgain() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

std::string systemWords() {
    return std::generic_category().message(errno);
}

} // namespace

Connection::Connection(EventLoop& loop, Endpoint server, std::size_t index, ConnectionListener& listener)
    : m_loop(loop), m_server(server), m_index(index), m_listener(listener) {}

void Connection::open() {
    m_reader.next();
    m_out.clear();
    auto socket = beginConnect(m_server, m_index);
    if (!socket) {
        fail(socket.error().detail);
        return;
    }
    m_socket = std::move(*socket);
    m_connecting = true;
    m_loop.add(m_socket.get(), EPOLLOUT, *this);
}

void Connection::send(std::string_view request) {
    m_sentAt = Clock::now();
    const std::size_t sent = writeSome(request);
    if (isOpen() && sent < request.size()) {
        m_out = request.substr(sent);
        wantToWrite(true);
    }
}

void Connection::onReady(std::uint32_t events) {
    if (!isOpen()) { // an event of the round in which it was closed
        return;
    }
    if (m_connecting) {
        finishConnecting();
        return;
    }
    if ((events & EPOLLOUT) != 0) {
        writeRest();
    }
    if (isOpen() && (events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) {
        read();
    }
}

void Connection::finishConnecting() {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        fail("connect: " + std::generic_category().message(error));
        return;
    }
    m_connecting = false;
    m_loop.change(m_socket.get(), EPOLLIN, *this);
    m_listener.onConnected(*this);
}

// Returns how many the socket took; it is closed when it never will.
std::size_t Connection::writeSome(std::string_view bytes) {
    const auto sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && !mayTryAgain()) {
        fail("send: " + systemWords());
    }
    return static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
}

void Connection::writeRest() {
    m_out.erase(0, writeSome(m_out));
    if (isOpen() && m_out.empty()) {
        wantToWrite(false);
    }
}

void Connection::wantToWrite(bool wants) {
    m_loop.change(m_socket.get(), wants ? EPOLLIN | EPOLLOUT : EPOLLIN, *this);
}

void Connection::read() {
    const bool discards = m_reader.head() && !m_reader.keepsBody();
    if (discards && m_reader.bodyLeft() > 0) {
        discardBody();
        return;
    }
    std::array<char, kReadBytes> buffer; // NOLINT: recv fills it
    const auto got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        const bool wasFull = bytes.size() == buffer.size();
        if (take(bytes) && wasFull && m_reader.bodyLeft() > 0 && !m_reader.keepsBody()) {
            discardBody();
        }
    } else if (got == 0) {
        fail("closed by the server");
    } else if (!mayTryAgain()) {
        fail("recv: " + systemWords());
    }
}

// Returns false when the connection failed or was closed.
bool Connection::take(std::string_view bytes) {
    while (!bytes.empty()) {
        const bool hadHead = m_reader.head().has_value();
        const auto taken = m_reader.push(bytes);
        if (!taken || *taken == 0) {
            fail(taken ? "bytes behind the response" : taken.error().detail);
            return false;
        }
        bytes.remove_prefix(*taken);
        if (!hadHead && m_reader.head() && m_listener.wantsBody(*this, *m_reader.head())) {
            m_reader.keepBody();
        }
        if (m_reader.isWhole()) {
            if (!bytes.empty()) {
                fail("bytes behind the response");
                return false;
            }
            finishResponse();
        }
    }
    return isOpen();
}

void Connection::finishResponse() {
    m_listener.onResponse(*this, m_reader);
    m_reader.next();
}

void Connection::discardBody() {
    const auto most = std::min<std::uint64_t>(m_reader.bodyLeft(), kMostDiscardedAtOnce);
    // tcp(7): the kernel drops the bytes instead of copying them to us.
    const auto got = ::recv(m_socket.get(), nullptr, most, MSG_TRUNC);
    if (got > 0) {
        m_reader.discarded(static_cast<std::size_t>(got));
        if (m_reader.isWhole()) {
            finishResponse();
        }
    } else if (got == 0) {
        fail("closed by the server");
    } else if (!mayTryAgain()) {
        fail("recv: " + systemWords());
    }
}

void Connection::fail(std::string_view reason) {
    close();
    m_listener.onFailed(*this, reason);
}

} // namespace tally::load
