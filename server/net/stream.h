// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/file_slice.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <tuple>

namespace boost::asio::ssl {
class context;
}

namespace tally::server::net {

// A connection's bytes, plain or through TLS: one type, so that what reads HTTP from it is compiled once, and only
// stream.cpp pays for TLS. A deadline costs no timer an operation: the one timer looks whether it has moved.
// Lives on its connection's thread.
class Stream {
public:
    using Io = std::tuple<boost::system::error_code, std::size_t>; // bytes that were moved, at least one without error
    using Done = std::function<void(boost::system::error_code, std::size_t)>;
    using Clock = std::chrono::steady_clock;

    // Through TLS where there is a context, whose handshake comes first.
    explicit Stream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls = nullptr);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    boost::asio::awaitable<boost::system::error_code> handshake(); // plain: nothing to do
    boost::asio::awaitable<Io> readSome(boost::asio::mutable_buffer buffer);
    boost::asio::awaitable<Io> writeSome(const std::array<boost::asio::const_buffer, 2>& buffers);
    // What goes out without waiting, nothing included; through TLS that is always nothing. `more`: the end of the
    // response follows at once, so that both leave in one packet.
    Io writeNow(const std::array<boost::asio::const_buffer, 2>& buffers, bool more);
    Io sendFileNow(const FileSlice& slice); // plain alone
    boost::asio::awaitable<boost::system::error_code> writable();
    bool isPlain() const { return !m_tls; }
    boost::asio::awaitable<void> broken(); // ends when the connection is reset, or with cancel()
    // Says that nothing more comes. The peer may still send: what nobody wants to understand any more.
    boost::asio::awaitable<void> finishSending();
    boost::asio::awaitable<Io> discardSome(boost::asio::mutable_buffer buffer);
    // The same for those that have no coroutine (the WebSocket).
    void startRead(boost::asio::mutable_buffer buffer, Done done);
    void startWrite(const std::array<boost::asio::const_buffer, 2>& buffers, Done done);

    // From then on, or up to 50 ms later, what runs ends with operation_aborted, and expired() says why.
    void expiresAt(Clock::time_point deadline);
    void expiresAfter(Clock::duration time) { expiresAt(Clock::now() + time); }
    void expiresNever() { expiresAt(Clock::time_point::max()); }
    bool expired() const;

    void cancel(); // what runs ends with operation_aborted; the stream is as it was
    void close();

    boost::asio::any_io_executor executor() { return m_socket.get_executor(); }
    std::string remoteAddress() const; // empty once the peer is gone

private:
    struct Tls;
    struct Deadline;

    boost::asio::ip::tcp::socket m_socket;
    std::unique_ptr<Tls> m_tls; // null: plain
    std::shared_ptr<Deadline> m_deadline;
};

} // namespace tally::server::net
