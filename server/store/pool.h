// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/connection.h"
#include "server/store/to_the_end.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <deque>
#include <functional>
#include <set>

namespace tally::server::store {

struct PoolSettings {
    std::string conninfo;
    std::size_t connections = 8;                       // at most; opened when first needed, kept
    std::chrono::milliseconds acquireDeadline{3000};   // longest wait for a session, a restart of PostgreSQL included
    std::chrono::milliseconds recoveryDeadline{10000}; // the same while PostgreSQL answers that it starts or recovers
    std::chrono::milliseconds statementDeadline{10000};
};

// Whether work may be done a second time when the session ends in its middle and nobody knows what came of it.
enum class Repeat { safe, never };

// A bounded set of sessions. Awaited from any thread: work crosses to the pool's strand and runs there to its end, also
// when who asked is cancelled; the awaiting coroutine comes back on its own executor.
// A session that PostgreSQL ended is replaced; with Repeat::safe the work is done again on a new one, until
// recoveryDeadline (a crash of one backend ends all sessions, also those opened in its wake). While PostgreSQL is away
// requests wait up to acquireDeadline, while it answers that it recovers up to recoveryDeadline, and attempts to
// connect back off from 50 ms to 1 s. Errors beside those of the work: unavailable (no session in time), closed (after
// close()). State lives on the strand.
class Pool {
public:
    Pool(boost::asio::any_io_executor executor, PoolSettings settings);

    // One statement with bound parameters.
    boost::asio::awaitable<core::Result<Rows>> query(std::string sql, Parameters parameters, Repeat repeat);

    template <typename T>
    using Work = std::function<boost::asio::awaitable<core::Result<T>>(Connection&)>;

    // Several statements on one session. T is default-constructible.
    template <typename T>
    boost::asio::awaitable<core::Result<T>> with(Work<T> work, Repeat repeat) {
        return toTheEnd(m_strand, attempt<T>(std::move(work), repeat));
    }

    // As with(), in one transaction: committed when the work succeeds, rolled back when it fails.
    template <typename T>
    boost::asio::awaitable<core::Result<T>> transaction(Work<T> work, Repeat repeat) {
        return toTheEnd(m_strand, attempt<T>(transactional<T>(std::move(work)), repeat));
    }

    // Ends running statements and refuses new ones with `closed`. Any thread; the strand's executor must still run.
    void close();

private:
    // A session on loan; gives it back, or drops it when it is broken or inside a transaction that was left open.
    class Lease;
    struct Waiter;

    template <typename T>
    static Work<T> transactional(Work<T> work);
    template <typename T>
    boost::asio::awaitable<core::Result<T>> attempt(Work<T> work, Repeat repeat);
    boost::asio::awaitable<core::Result<Lease>> acquire();
    std::unique_ptr<Connection> takeIdle();
    boost::asio::awaitable<core::Result<std::unique_ptr<Connection>>> openOne();
    boost::asio::awaitable<void> waitForChange(Deadline deadline);
    void giveBack(std::unique_ptr<Connection> connection);
    void wakeOne();
    bool mayOpen() const;

    boost::asio::strand<boost::asio::any_io_executor> m_strand;
    PoolSettings m_settings;
    std::vector<std::unique_ptr<Connection>> m_idle;
    std::set<Connection*> m_lent;
    std::deque<boost::asio::steady_timer*> m_waiters; // first come, first served; each in its waitForChange()
    std::size_t m_opening = 0;
    Deadline m_nextAttempt{}; // back-off after a failed attempt to connect
    std::chrono::milliseconds m_backOff{0};
    bool m_isRecovering = false; // PostgreSQL, by its last answer
    core::Error m_lastFailure{core::ErrorCode::unavailable, "PostgreSQL was not asked yet"};
    bool m_closed = false;
};

class Pool::Lease {
public:
    Lease() = default;
    Lease(Pool& pool, std::unique_ptr<Connection> connection) : m_pool(&pool), m_connection(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = default;
    ~Lease() {
        if (m_connection) {
            m_pool->giveBack(std::move(m_connection));
        }
    }

    Connection& connection() { return *m_connection; }

private:
    Pool* m_pool = nullptr;
    std::unique_ptr<Connection> m_connection;
};

template <typename T>
boost::asio::awaitable<core::Result<T>> Pool::attempt(Work<T> work, Repeat repeat) {
    const Deadline deadline = std::chrono::steady_clock::now() + m_settings.recoveryDeadline;
    for (;;) {
        auto lease = co_await acquire();
        if (!lease) {
            co_return core::propagate(lease);
        }
        auto result = co_await work(lease->connection());
        const bool sessionEnded = !result && result.error().code == core::ErrorCode::unavailable;
        if (!sessionEnded || repeat == Repeat::never || m_closed || std::chrono::steady_clock::now() > deadline) {
            co_return result;
        }
    }
}

template <typename T>
Pool::Work<T> Pool::transactional(Work<T> work) {
    return [work = std::move(work)](Connection& connection) -> boost::asio::awaitable<core::Result<T>> {
        const std::string begin = "BEGIN";
        const auto begun = co_await connection.execute(begin);
        if (!begun) {
            co_return core::propagate(begun);
        }
        auto result = co_await work(connection);
        const std::string end = result ? "COMMIT" : "ROLLBACK";
        const auto ended = co_await connection.execute(end);
        if (result && !ended) {
            co_return core::propagate(ended);
        }
        co_return result;
    };
}

} // namespace tally::server::store
