// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/accept_loop.h"

#include "server/net/io_threads.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fcntl.h>
#include <spdlog/spdlog.h>

#include <future>

namespace tally::server::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds kPause{50}; // there is no event that says a descriptor is free

// A child (PostgreSQL) that held a viewer's connection would keep it open beyond this process.
void closeOnExec(tcp::socket& socket) {
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

// A line when accepting begins to fail and one when it goes on, however often it is tried meanwhile.
class TroubleLog {
public:
    void failed(const boost::system::error_code& error) {
        if (!m_troubled) {
            spdlog::warn("cannot accept connections for now: {}; who is connected goes on", error.message());
        }
        m_troubled = true;
    }

    void succeeded() {
        if (m_troubled) {
            spdlog::info("connections are accepted again");
        }
        m_troubled = false;
    }

private:
    bool m_troubled = false;
};

} // namespace

AcceptLoop::AcceptLoop(ListenSocket socket, IoThreads& threads, Accepted accepted)
    : m_threads(threads),
      m_accepted(std::move(accepted)),
      m_port(socket.port()),
      m_inherited(socket.inherited()),
      m_acceptor(threads.first()) {
    const tcp protocol = socket.isIpv6() ? tcp::v6() : tcp::v4();
    m_acceptor.assign(protocol, socket.release());
}

void AcceptLoop::begin() {
    asio::co_spawn(m_threads.first(), run(), asio::detached);
}

asio::awaitable<void> AcceptLoop::run() {
    const auto self = shared_from_this();
    TroubleLog log;
    while (m_acceptor.is_open()) {
        asio::io_context& context = m_threads.next();
        auto [error, accepted] = co_await m_acceptor.async_accept(context, kNoThrow);
        if (error == asio::error::operation_aborted) {
            co_return;
        }
        if (error) {
            log.failed(error);
            asio::steady_timer pause(m_acceptor.get_executor(), kPause);
            co_await pause.async_wait(kNoThrow);
            continue;
        }
        log.succeeded();
        tcp::socket socket(std::move(accepted));
        closeOnExec(socket);
        m_accepted(context, std::move(socket));
    }
}

void AcceptLoop::end() {
    std::promise<void> closed;
    asio::post(m_threads.first(), [this, &closed] {
        close();
        closed.set_value();
    });
    closed.get_future().wait();
}

void AcceptLoop::close() {
    boost::system::error_code error;
    m_acceptor.non_blocking(true, error);
    while (!m_inherited && !error) {
        asio::io_context& context = m_threads.next();
        tcp::socket socket(m_acceptor.accept(context, error));
        if (!error) {
            closeOnExec(socket);
            m_accepted(context, std::move(socket));
        }
    }
    m_acceptor.close(error);
}

} // namespace tally::server::net
