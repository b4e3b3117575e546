// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include "server/net/accept_loop.h"
#include "server/net/connection.h"
#include "server/net/connection_registry.h"
#include "server/net/io_threads.h"
#include "server/net/stream.h"
#include "server/net/tls_context.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <spdlog/spdlog.h>

#include <vector>

namespace tally::server::net {

namespace asio = boost::asio;
using asio::ip::tcp;

// Shared with the connections, which may outlive the listener by a moment.
struct Listener::Impl : std::enable_shared_from_this<Listener::Impl> {
    Impl(const Router& routes, NetOptions netOptions, std::shared_ptr<NetCounts> netCounts)
        : router(routes),
          options(netOptions),
          counts(netCounts ? std::move(netCounts) : std::make_shared<NetCounts>()),
          registry(options, *counts) {}

    void accepted(asio::io_context& context, tcp::socket socket, const TlsContext* tls);
    asio::awaitable<void> serve(std::shared_ptr<Connection> connection);

    const Router& router;
    const NetOptions options;
    const std::shared_ptr<NetCounts> counts;
    ConnectionRegistry registry;
    std::vector<std::shared_ptr<AcceptLoop>> loops;
    bool running = false;
};

void Listener::Impl::accepted(asio::io_context& context, tcp::socket socket, const TlsContext* tls) {
    const auto secret = tls != nullptr ? tls->current() : nullptr;
    auto connection = std::make_shared<Connection>(std::make_shared<Stream>(std::move(socket), secret.get()), router,
                                                   options, *counts);
    if (registry.admit(connection)) {
        asio::co_spawn(context, serve(std::move(connection)), asio::detached);
    }
}

asio::awaitable<void> Listener::Impl::serve(std::shared_ptr<Connection> connection) {
    const auto self = shared_from_this();
    try {
        co_await connection->serve();
    } catch (const std::exception& error) {
        spdlog::error("a connection of {} ended: {}", connection->remoteAddress(), error.what());
    }
    registry.leave(connection);
}

Listener::Listener(ListenSocket socket, IoThreads& threads, const Router& router, NetOptions options,
                   std::shared_ptr<NetCounts> counts)
    : m_threads(threads), m_impl(std::make_shared<Impl>(router, options, std::move(counts))) {
    listen(std::move(socket), nullptr);
}

void Listener::alsoListen(ListenSocket socket, std::shared_ptr<TlsContext> tls) {
    listen(std::move(socket), std::move(tls));
}

void Listener::listen(ListenSocket socket, std::shared_ptr<TlsContext> tls) {
    const auto accepted = [weak = std::weak_ptr(m_impl), tls = std::move(tls)](asio::io_context& context,
                                                                               tcp::socket connected) {
        if (const auto impl = weak.lock()) {
            impl->accepted(context, std::move(connected), tls.get());
        }
    };
    m_impl->loops.push_back(std::make_shared<AcceptLoop>(std::move(socket), m_threads, accepted));
}

Listener::~Listener() {
    stop();
}

core::Result<std::unique_ptr<Listener>> Listener::open(std::string_view address, IoThreads& threads,
                                                       const Router& router, NetOptions options,
                                                       std::shared_ptr<NetCounts> counts) {
    auto socket = ListenSocket::open(address);
    if (!socket) {
        return core::propagate(socket);
    }
    return std::make_unique<Listener>(std::move(*socket), threads, router, options, std::move(counts));
}

void Listener::start() {
    m_impl->running = true;
    for (const auto& loop : m_impl->loops) {
        loop->begin();
    }
}

void Listener::stop() {
    if (std::exchange(m_impl->running, false)) {
        for (const auto& loop : m_impl->loops) {
            loop->end();
        }
        m_impl->registry.drain();
    }
}

std::uint16_t Listener::port() const {
    return m_impl->loops.front()->port();
}

std::uint16_t Listener::tlsPort() const {
    return m_impl->loops.back()->port();
}

} // namespace tally::server::net
