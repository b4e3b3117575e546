// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include "server/net/accept_loop.h"
#include "server/net/connection.h"
#include "server/net/connection_registry.h"
#include "server/net/io_threads.h"
#include "server/net/stream.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <spdlog/spdlog.h>

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

    void accepted(asio::io_context& context, tcp::socket socket);
    asio::awaitable<void> serve(std::shared_ptr<Connection> connection);

    const Router& router;
    const NetOptions options;
    const std::shared_ptr<NetCounts> counts;
    ConnectionRegistry registry;
    std::shared_ptr<AcceptLoop> loop;
    bool running = false;
};

void Listener::Impl::accepted(asio::io_context& context, tcp::socket socket) {
    auto connection =
        std::make_shared<Connection>(std::make_shared<Stream>(std::move(socket)), router, options, *counts);
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
    : m_impl(std::make_shared<Impl>(router, options, std::move(counts))) {
    m_impl->loop = std::make_shared<AcceptLoop>(
        std::move(socket), threads, [impl = std::weak_ptr(m_impl)](asio::io_context& context, tcp::socket accepted) {
            if (const auto alive = impl.lock()) {
                alive->accepted(context, std::move(accepted));
            }
        });
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
    m_impl->loop->begin();
}

void Listener::stop() {
    if (std::exchange(m_impl->running, false)) {
        m_impl->loop->end();
        m_impl->registry.drain();
    }
}

std::uint16_t Listener::port() const {
    return m_impl->loop->port();
}

} // namespace tally::server::net
