// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/parameter.h"
#include "server/store/pg_handles.h"
#include "server/store/rows.h"
#include "server/store/socket_wait.h"

#include <boost/asio/any_io_executor.hpp>

namespace tally::server::store {

// One session with PostgreSQL over libpq's non-blocking interface. One statement at a time. A statement that misses its
// deadline, or a session that PostgreSQL ends, makes it unusable for good: the pool opens another.
// Errors of every statement: unavailable (the session is gone, nothing is known of the statement's effect), timeout,
// closed (abort() was called), and those of errorOfSqlState().
// Lives on the executor it was opened on (the pool's strand); awaited there.
class Connection {
public:
    // `conninfo`: a PostgreSQL URL or key=value text. Error: unavailable, with PostgreSQL's words and SQLSTATE;
    // timeout.
    static boost::asio::awaitable<core::Result<std::unique_ptr<Connection>>>
    open(boost::asio::any_io_executor executor, std::string conninfo, std::chrono::milliseconds deadline);

    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // One statement with bound parameters.
    boost::asio::awaitable<core::Result<Rows>> query(const std::string& sql, const Parameters& parameters);

    // Statements separated by ';' without parameters; in one transaction unless they say otherwise.
    boost::asio::awaitable<core::Status> execute(const std::string& script);

    // `sql` is COPY … FROM STDIN; `data` in its format. Returns the number of rows.
    boost::asio::awaitable<core::Result<std::uint64_t>> copyIn(const std::string& sql, const std::string& data);

    // How long one statement may take; also its statement_timeout at the server.
    std::chrono::milliseconds statementDeadline() const { return m_statementDeadline; }
    // No limit at the server and this one here: migrations may rewrite a table.
    boost::asio::awaitable<core::Status> allowLongStatements(std::chrono::milliseconds deadline);

    // Whether another statement can be sent. Looks at the socket, so it sees a session that was ended meanwhile.
    bool usable();
    bool insideTransaction() const;
    void abort(); // ends a running statement with `closed`

private:
    Connection(boost::asio::any_io_executor executor, ConnectionHandle handle, std::chrono::milliseconds deadline);

    boost::asio::awaitable<core::Status> finishConnecting();
    boost::asio::awaitable<core::Status> setUpSession();
    boost::asio::awaitable<core::Status> flush(Deadline deadline);
    boost::asio::awaitable<core::Result<ResultHandle>> nextResult(Deadline deadline);
    boost::asio::awaitable<core::Result<Rows>> collect(Deadline deadline);
    boost::asio::awaitable<core::Status> beginCopy(Deadline deadline);
    boost::asio::awaitable<core::Status> sendCopyData(const std::string& data, Deadline deadline);
    boost::asio::awaitable<core::Status> wait(boost::asio::posix::descriptor_base::wait_type what, Deadline deadline);
    void watchSocket();
    core::Error failureOf(const pg_result* result);
    core::Error lost();
    Deadline deadlineFromNow() const { return std::chrono::steady_clock::now() + m_statementDeadline; }

    ConnectionHandle m_handle;
    boost::asio::posix::stream_descriptor m_socket; // of m_handle, which closes it
    std::chrono::milliseconds m_statementDeadline;
    bool m_broken = false;
};

} // namespace tally::server::store
