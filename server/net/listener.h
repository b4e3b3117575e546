// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/net/listen_socket.h"
#include "server/net/net_counts.h"
#include "server/net/net_options.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tally::server::net {

class IoThreads;
class Router;
class TlsContext;

// Serves the connections of one listening socket or more.
class Listener {
public:
    Listener(ListenSocket socket, IoThreads& threads, const Router& router, NetOptions options = {},
             std::shared_ptr<NetCounts> counts = {});
    ~Listener(); // stop()

    // On an address of its own. Error: of ListenSocket::open.
    static core::Result<std::unique_ptr<Listener>> open(std::string_view address, IoThreads& threads,
                                                        const Router& router, NetOptions options = {},
                                                        std::shared_ptr<NetCounts> counts = {});

    // A second socket, whose connections speak TLS. Before start().
    void alsoListen(ListenSocket socket, std::shared_ptr<TlsContext> tls);

    void start();
    // Accepts no more, lets what runs finish (ConnectionRegistry::drain). Blocks; not on an io thread, and before
    // these are stopped.
    void stop();

    std::uint16_t port() const; // of the first socket
    std::uint16_t tlsPort() const;

private:
    struct Impl;
    void listen(ListenSocket socket, std::shared_ptr<TlsContext> tls);

    IoThreads& m_threads;
    std::shared_ptr<Impl> m_impl;
};

} // namespace tally::server::net
