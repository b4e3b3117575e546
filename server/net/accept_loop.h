// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/listen_socket.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <memory>

namespace tally::server::net {

class IoThreads;

// Accepts the connections of one listening socket and deals them out to the threads in turn. Out of file descriptors it
// pauses and says so once: who is connected goes on, who comes waits in the socket's queue.
// Lives on the first io thread; begin() and end() may be called from any thread.
class AcceptLoop : public std::enable_shared_from_this<AcceptLoop> {
public:
    using Accepted = std::function<void(boost::asio::io_context&, boost::asio::ip::tcp::socket)>;

    // `accepted` is called on the first thread with a socket that belongs to the given one.
    AcceptLoop(ListenSocket socket, IoThreads& threads, Accepted accepted);

    void begin();
    // Accepts no more. What waits in the queue of a socket of our own is still accepted: nobody else would. Blocks
    // until it is so; not on an io thread.
    void end();

    std::uint16_t port() const { return m_port; }

private:
    boost::asio::awaitable<void> run();
    void close();

    IoThreads& m_threads;
    Accepted m_accepted;
    const std::uint16_t m_port;
    const bool m_inherited;
    boost::asio::ip::tcp::acceptor m_acceptor;
};

} // namespace tally::server::net
