// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/listener.h"

#include "server/net/connection.h"
#include "server/net/io_threads.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fcntl.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

std::optional<tcp::endpoint> endpointOf(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    std::string host(text.substr(0, colon));
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    const std::string_view digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error || wrong != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return tcp::endpoint(address, port);
}

// A child (PostgreSQL) that held the socket would keep the port, or a viewer's connection, beyond this process.
template <typename Socket>
void closeOnExec(Socket& socket) {
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

} // namespace

// Shared with the accept loop and the connections, which may outlive the listener by a moment.
struct Listener::Impl : std::enable_shared_from_this<Listener::Impl> {
    Impl(IoThreads& ioThreads, const Router& routes, NetOptions netOptions, std::shared_ptr<NetCounts> netCounts)
        : threads(ioThreads),
          router(routes),
          options(netOptions),
          counts(netCounts ? std::move(netCounts) : std::make_shared<NetCounts>()),
          acceptor(ioThreads.first()) {}

    asio::awaitable<void> acceptForEver();
    asio::awaitable<void> serve(std::shared_ptr<Connection> connection);
    bool admit(const std::shared_ptr<Connection>& connection);
    void leave(const std::shared_ptr<Connection>& connection);

    IoThreads& threads;
    const Router& router;
    const NetOptions options;
    const std::shared_ptr<NetCounts> counts;
    tcp::acceptor acceptor; // on the first thread

    std::mutex mutex; // guards what follows
    std::condition_variable empty;
    std::set<std::shared_ptr<Connection>> connections;
    std::map<std::string, std::size_t> perAddress;
};

bool Listener::Impl::admit(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard lock(mutex);
    const auto known = perAddress.find(connection->remoteAddress());
    const std::size_t ofAddress = known == perAddress.end() ? 0 : known->second;
    ++counts->connections;
    if (connections.size() >= options.connections || ofAddress >= options.connectionsPerAddress) {
        ++counts->refused;
        return false; // closed with its last reference
    }
    ++counts->open;
    ++perAddress[connection->remoteAddress()];
    connections.insert(connection);
    return true;
}

void Listener::Impl::leave(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard lock(mutex);
    connections.erase(connection);
    --counts->open;
    if (--perAddress[connection->remoteAddress()] == 0) {
        perAddress.erase(connection->remoteAddress());
    }
    empty.notify_all();
}

asio::awaitable<void> Listener::Impl::acceptForEver() {
    const auto self = shared_from_this();
    while (acceptor.is_open()) {
        asio::io_context& context = threads.next();
        auto [error, socket] = co_await acceptor.async_accept(context, kNoThrow);
        if (error == asio::error::operation_aborted) {
            co_return;
        }
        if (error) { // out of file descriptors: the viewers that are here go on, new ones wait
            spdlog::warn("cannot accept a connection: {}", error.message());
            asio::steady_timer pause(acceptor.get_executor(), std::chrono::milliseconds(100));
            co_await pause.async_wait(kNoThrow);
            continue;
        }
        closeOnExec(socket);
        auto connection = std::make_shared<Connection>(std::move(socket), router, options, *counts);
        if (admit(connection)) {
            asio::co_spawn(context, serve(std::move(connection)), asio::detached);
        }
    }
}

asio::awaitable<void> Listener::Impl::serve(std::shared_ptr<Connection> connection) {
    const auto self = shared_from_this();
    try {
        co_await connection->serve();
    } catch (const std::exception& error) {
        spdlog::error("a connection of {} ended: {}", connection->remoteAddress(), error.what());
    }
    leave(connection);
}

Listener::Listener(std::shared_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Listener::~Listener() {
    stop();
}

core::Result<std::unique_ptr<Listener>> Listener::open(std::string_view address, IoThreads& threads,
                                                       const Router& router, NetOptions options,
                                                       std::shared_ptr<NetCounts> counts) {
    const auto endpoint = endpointOf(address);
    if (!endpoint) {
        return core::fail(core::ErrorCode::invalid,
                          "'" + std::string(address) + "' is no address to listen on; write 127.0.0.1:8080");
    }
    auto impl = std::make_shared<Impl>(threads, router, options, std::move(counts));
    boost::system::error_code error;
    impl->acceptor.open(endpoint->protocol(), error);
    if (!error) {
        closeOnExec(impl->acceptor);
        impl->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        impl->acceptor.bind(*endpoint, error);
    }
    if (!error) {
        impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return core::fail(core::ErrorCode::unavailable,
                          "cannot listen on " + std::string(address) + ": " + error.message());
    }
    return std::unique_ptr<Listener>(new Listener(std::move(impl)));
}

void Listener::start() {
    asio::co_spawn(m_impl->threads.first(), m_impl->acceptForEver(), asio::detached);
}

void Listener::stop() {
    asio::post(m_impl->threads.first(), [impl = m_impl] {
        boost::system::error_code ignored;
        impl->acceptor.close(ignored);
    });
    std::unique_lock lock(m_impl->mutex);
    for (const auto& connection : m_impl->connections) {
        connection->finish();
    }
    m_impl->empty.wait_for(lock, m_impl->options.drain, [&] { return m_impl->connections.empty(); });
}

std::uint16_t Listener::port() const {
    return m_impl->acceptor.local_endpoint().port();
}

} // namespace tally::server::net
