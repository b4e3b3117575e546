// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/net/inherited_sockets.h"
#include "server/net/listener.h"
#include "server/net/tls_context.h"
#include "server/ops/config.h"

#include <memory>
#include <string>

namespace tally::server {

// Where the server is reached: over HTTP, and over HTTPS too where that is configured. main's thread, but for reload().
class Endpoints {
public:
    // Takes the sockets that were passed, or opens those of the configuration; nothing is accepted yet.
    // Error: what to do about it, in words.
    static core::Result<std::unique_ptr<Endpoints>> open(const ops::Config& config, net::InheritedSockets inherited,
                                                         net::IoThreads& threads, const net::Router& router,
                                                         std::shared_ptr<net::NetCounts> counts);

    void start() { m_listener->start(); }
    void stop() { m_listener->stop(); } // blocks until what runs is finished

    const std::string& url() const { return m_url; } // of HTTP, with the port that it really is
    // Reads the TLS certificate again and says in the log how that went. Any thread.
    void reload();

private:
    Endpoints() = default;
    core::Status addTls(const ops::Config& config, net::InheritedSockets& inherited);

    std::unique_ptr<net::Listener> m_listener;
    std::shared_ptr<net::TlsContext> m_tls; // null: plain alone
    std::string m_url;
};

} // namespace tally::server
