// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/endpoints.h"

#include <spdlog/spdlog.h>

namespace tally::server {
namespace {

net::NetOptions netOptions(const ops::Config& config) {
    net::NetOptions options;
    options.connections = config.connections;
    options.connectionsPerAddress = config.connectionsPerAddress;
    return options;
}

// The one that was passed by this name, or one of our own.
core::Result<net::ListenSocket> socketFor(net::InheritedSockets& inherited, const std::string& name,
                                          const std::string& address) {
    auto passed = inherited.take(name);
    return passed ? core::Result<net::ListenSocket>(std::move(*passed)) : net::ListenSocket::open(address);
}

} // namespace

core::Result<std::unique_ptr<Endpoints>> Endpoints::open(const ops::Config& config, net::InheritedSockets inherited,
                                                         net::IoThreads& threads, const net::Router& router,
                                                         std::shared_ptr<net::NetCounts> counts) {
    auto socket = socketFor(inherited, "http", config.listen);
    if (!socket) {
        return core::propagate(socket);
    }
    std::unique_ptr<Endpoints> endpoints(new Endpoints);
    endpoints->m_listener =
        std::make_unique<net::Listener>(std::move(*socket), threads, router, netOptions(config), std::move(counts));
    const std::string host = config.listen.substr(0, config.listen.rfind(':') + 1);
    endpoints->m_url = "http://" + host + std::to_string(endpoints->m_listener->port());
    if (!config.tlsListen.empty()) {
        if (const auto added = endpoints->addTls(config, inherited); !added) {
            return core::propagate(added);
        }
    }
    return endpoints;
}

core::Status Endpoints::addTls(const ops::Config& config, net::InheritedSockets& inherited) {
    auto context = net::TlsContext::load({config.tlsCertificate, config.tlsKey});
    auto socket = socketFor(inherited, "https", config.tlsListen);
    if (!context || !socket) {
        return core::fail(core::ErrorCode::invalid, "TLS: " + (context ? socket.error() : context.error()).detail);
    }
    m_tls = std::move(*context);
    m_listener->alsoListen(std::move(*socket), m_tls);
    return {};
}

void Endpoints::reload() {
    if (!m_tls) {
        return;
    }
    if (const auto read = m_tls->reload(); !read) {
        spdlog::error("the certificate stays as it was: {}", read.error().detail);
        return;
    }
    spdlog::info("the TLS certificate was read again; connections from now on have it");
}

} // namespace tally::server
