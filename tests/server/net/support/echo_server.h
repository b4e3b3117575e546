// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/io_threads.h"
#include "server/net/listener.h"
#include "server/net/router.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace tally::server::test {

// A server of a few plain routes on a free port: POST /echo, GET /hello/{name}, GET /who, which answers with the
// address that it takes the client's to be, and /socket, which opens none. The test's thread.
class EchoServer {
public:
    EchoServer();
    ~EchoServer();
    EchoServer(const EchoServer&) = delete;
    EchoServer& operator=(const EchoServer&) = delete;

    std::uint16_t port() const { return m_listener->port(); }
    int handled() const { return m_handled; } // requests that came to a handler

private:
    void addRoutes();

    std::atomic<int> m_handled = 0;
    net::Router m_router;
    net::IoThreads m_threads{1};
    std::unique_ptr<net::Listener> m_listener;
};

} // namespace tally::server::test
