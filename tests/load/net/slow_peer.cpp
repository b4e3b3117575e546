// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/net/slow_peer.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace tally::load {
namespace {

constexpr std::string_view kVersion = "HTTP/1.1 ";
constexpr std::size_t kStatusEnd = kVersion.size() + 3;

bool mayTryAgain() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

} // namespace

SlowPeer::SlowPeer(UniqueFd socket, const SlowRequest& request) : m_socket(std::move(socket)), m_request(request) {}

void SlowPeer::tick(std::size_t bytes) {
    if (isOpen() && sendHead() && !m_request.slowly.empty()) {
        sendSlowly(bytes);
    }
    if (isOpen()) {
        read(bytes);
    }
}

// Returns true when all of it is sent.
bool SlowPeer::sendHead() {
    const std::string_view rest = std::string_view(m_request.atOnce).substr(m_headSent);
    m_headSent += rest.empty() ? 0 : sendSome(rest).value_or(0);
    return m_headSent == m_request.atOnce.size();
}

void SlowPeer::sendSlowly(std::size_t bytes) {
    const std::string_view text = m_request.slowly;
    m_bytesSent += sendSome(text.substr(m_bytesSent % text.size(), bytes)).value_or(0);
}

std::optional<std::size_t> SlowPeer::sendSome(std::string_view bytes) {
    const auto sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && !mayTryAgain()) {
        cut();
    }
    return sent < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(sent));
}

void SlowPeer::read(std::size_t bytes) {
    std::string buffer(bytes, '\0');
    const auto got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
        m_bytesRead += static_cast<std::size_t>(got);
        const std::size_t wanted = kStatusEnd - std::min(kStatusEnd, m_statusLine.size());
        m_statusLine.append(buffer, 0, std::min(wanted, static_cast<std::size_t>(got)));
        if (m_status == 0 && m_statusLine.size() == kStatusEnd) {
            std::from_chars(m_statusLine.data() + kVersion.size(), m_statusLine.data() + kStatusEnd, m_status);
        }
    } else if (got == 0 || !mayTryAgain()) {
        cut();
    }
}

void SlowPeer::cut() {
    m_socket.reset();
    m_cutAfter = Clock::now() - m_start;
}

} // namespace tally::load
