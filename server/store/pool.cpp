// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/pool.h"

#include "server/store/sql_error.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/dispatch.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace tally::server::store {

namespace asio = boost::asio;
using core::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr auto kFirstBackOff = 50ms;
constexpr auto kLongestBackOff = 1000ms;

core::Error closedError() {
    return {ErrorCode::closed, "the database is shutting down"};
}

} // namespace

Pool::Pool(asio::any_io_executor executor, PoolSettings settings)
    : m_strand(asio::make_strand(std::move(executor))), m_settings(std::move(settings)) {}

asio::awaitable<core::Result<Rows>> Pool::query(std::string sql, Parameters parameters, Repeat repeat) {
    Work<Rows> work = [sql = std::move(sql), parameters = std::move(parameters)](Connection& connection) {
        return connection.query(sql, parameters);
    };
    return with<Rows>(std::move(work), repeat);
}

asio::awaitable<core::Result<Pool::Lease>> Pool::acquire() {
    const auto begin = std::chrono::steady_clock::now();
    while (!m_closed) {
        auto connection = takeIdle();
        if (!connection && mayOpen()) {
            auto opened = co_await openOne();
            connection = opened ? std::move(*opened) : nullptr;
        }
        if (connection) {
            m_lent.insert(connection.get());
            co_return Lease(*this, std::move(connection));
        }
        const auto now = std::chrono::steady_clock::now();
        const Deadline deadline = begin + (m_isRecovering ? m_settings.recoveryDeadline : m_settings.acquireDeadline);
        if (now >= deadline) {
            co_return tl::unexpected(m_lastFailure);
        }
        co_await waitForChange(m_nextAttempt > now ? std::min(deadline, m_nextAttempt) : deadline);
    }
    co_return tl::unexpected(closedError());
}

// Sessions that PostgreSQL ended while they were idle are dropped here: after a restart of it these are all.
std::unique_ptr<Connection> Pool::takeIdle() {
    while (!m_idle.empty()) {
        auto connection = std::move(m_idle.back());
        m_idle.pop_back();
        if (connection->usable()) {
            return connection;
        }
    }
    return nullptr;
}

bool Pool::mayOpen() const {
    return m_lent.size() + m_opening < m_settings.connections && std::chrono::steady_clock::now() >= m_nextAttempt;
}

asio::awaitable<core::Result<std::unique_ptr<Connection>>> Pool::openOne() {
    ++m_opening;
    auto opened = co_await Connection::open(m_strand, m_settings.conninfo, m_settings.statementDeadline);
    --m_opening;
    if (opened) {
        m_backOff = 0ms;
        m_nextAttempt = {};
        m_isRecovering = false;
        co_return opened;
    }
    if (m_backOff == 0ms) {
        spdlog::warn("store: {}", opened.error().detail);
    }
    m_isRecovering = saysNotReady(opened.error().detail);
    m_lastFailure = {ErrorCode::unavailable, "the database cannot be reached: " + opened.error().detail};
    m_backOff = std::clamp(m_backOff * 2, kFirstBackOff, kLongestBackOff);
    m_nextAttempt = std::chrono::steady_clock::now() + m_backOff;
    wakeOne(); // who waits for this session now waits for the next attempt
    co_return opened;
}

asio::awaitable<void> Pool::waitForChange(Deadline deadline) {
    asio::steady_timer timer(m_strand, deadline);
    m_waiters.push_back(&timer);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    std::erase(m_waiters, &timer);
}

void Pool::wakeOne() {
    if (!m_waiters.empty()) {
        m_waiters.front()->cancel();
        m_waiters.pop_front();
    }
}

void Pool::giveBack(std::unique_ptr<Connection> connection) {
    m_lent.erase(connection.get());
    if (!m_closed && connection->usable() && !connection->insideTransaction()) {
        m_idle.push_back(std::move(connection));
    }
    wakeOne();
}

void Pool::close() {
    asio::dispatch(m_strand, [this] {
        m_closed = true;
        m_idle.clear();
        for (Connection* connection : m_lent) {
            connection->abort();
        }
        while (!m_waiters.empty()) {
            wakeOne();
        }
    });
}

} // namespace tally::server::store
