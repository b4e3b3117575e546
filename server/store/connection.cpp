// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/connection.h"

#include "server/store/sql_error.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <sstream>

namespace tally::server::store {

namespace asio = boost::asio;
using asio::posix::descriptor_base;
using core::ErrorCode;

namespace {

std::string messageOf(const pg_conn* connection) {
    std::string message = PQerrorMessage(connection);
    while (!message.empty() && message.back() == '\n') {
        message.pop_back();
    }
    return message;
}

// With the SQLSTATE, by which a PostgreSQL that recovers is told from one that refuses us, but without the line of
// PostgreSQL's source that comes with it.
std::string refusalOf(const pg_conn* connection) {
    std::istringstream lines(messageOf(connection));
    std::string message;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("LOCATION:")) {
            message += (message.empty() ? "" : "\n") + line;
        }
    }
    return message;
}

bool isFailure(const pg_result* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

void logNotice(void*, const char* message) {
    const std::string_view text(message);
    spdlog::debug("postgres: {}", text.substr(0, text.find_last_not_of('\n') + 1));
}

const char* fieldOf(const pg_result* result, int field) {
    const char* text = PQresultErrorField(result, field);
    return text != nullptr ? text : "";
}

} // namespace

Connection::Connection(asio::any_io_executor executor, ConnectionHandle handle, std::chrono::milliseconds deadline)
    : m_handle(std::move(handle)), m_socket(std::move(executor)), m_statementDeadline(deadline) {}

Connection::~Connection() {
    if (m_socket.is_open()) {
        m_socket.release(); // libpq closes it
    }
}

asio::awaitable<core::Result<std::unique_ptr<Connection>>>
Connection::open(asio::any_io_executor executor, std::string conninfo, std::chrono::milliseconds deadline) {
    const char* keywords[] = {"dbname", "client_encoding", "fallback_application_name", nullptr};
    const char* values[] = {conninfo.c_str(), "UTF8", "tallylightd", nullptr};
    ConnectionHandle handle(PQconnectStartParams(keywords, values, 1));
    if (!handle || PQstatus(handle.get()) == CONNECTION_BAD) {
        co_return core::fail(ErrorCode::unavailable, handle ? messageOf(handle.get()) : "out of memory");
    }
    PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE); // refusalOf()
    PQsetNoticeProcessor(handle.get(), logNotice, nullptr);
    std::unique_ptr<Connection> connection(new Connection(std::move(executor), std::move(handle), deadline));
    auto status = co_await connection->finishConnecting();
    if (status) {
        status = co_await connection->setUpSession();
    }
    if (!status) {
        co_return core::propagate(status);
    }
    co_return connection;
}

// libpq may change its socket between two polls (another host, another try without TLS).
asio::awaitable<core::Status> Connection::finishConnecting() {
    const Deadline deadline = deadlineFromNow();
    for (PostgresPollingStatusType state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK;) {
        if (state == PGRES_POLLING_FAILED) {
            co_return core::fail(ErrorCode::unavailable, refusalOf(m_handle.get()));
        }
        watchSocket();
        const auto what = state == PGRES_POLLING_READING ? descriptor_base::wait_read : descriptor_base::wait_write;
        const auto status = co_await waitForSocket(m_socket, what, deadline);
        m_socket.release();
        if (!status) {
            co_return core::fail(ErrorCode::unavailable, "no connection to PostgreSQL: " + status.error().detail);
        }
        state = PQconnectPoll(m_handle.get());
    }
    watchSocket();
    PQsetErrorVerbosity(m_handle.get(), PQERRORS_DEFAULT);
    PQsetnonblocking(m_handle.get(), 1);
    co_return core::Status{};
}

void Connection::watchSocket() {
    m_socket.assign(PQsocket(m_handle.get()));
}

// Rows::time() relies on the first two.
asio::awaitable<core::Status> Connection::setUpSession() {
    const std::string script = fmt::format(
        "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET statement_timeout = {}", m_statementDeadline.count());
    co_return co_await execute(script);
}

asio::awaitable<core::Status> Connection::allowLongStatements(std::chrono::milliseconds deadline) {
    m_statementDeadline = deadline;
    const std::string script = "SET statement_timeout = 0";
    co_return co_await execute(script);
}

asio::awaitable<core::Result<Rows>> Connection::query(const std::string& sql, const Parameters& parameters) {
    std::vector<const char*> values;
    for (const Parameter& parameter : parameters) {
        values.push_back(parameter.text());
    }
    if (m_broken || PQsendQueryParams(m_handle.get(), sql.c_str(), static_cast<int>(values.size()), nullptr,
                                      values.data(), nullptr, nullptr, 0) == 0) {
        co_return tl::unexpected(lost());
    }
    co_return co_await collect(deadlineFromNow());
}

asio::awaitable<core::Status> Connection::execute(const std::string& script) {
    if (m_broken || PQsendQuery(m_handle.get(), script.c_str()) == 0) {
        co_return tl::unexpected(lost());
    }
    const auto rows = co_await collect(deadlineFromNow());
    co_return rows ? core::Status{} : core::propagate(rows);
}

// libpq's manual, "Asynchronous Command Processing": while output is left, wait for both directions, and read when the
// server has something to say, or both sides may block for ever. A wait for "writable" alone is enough here: our
// statements never fill the server's send buffer before they are sent whole.
asio::awaitable<core::Status> Connection::flush(Deadline deadline) {
    for (;;) {
        const int left = PQflush(m_handle.get());
        if (left == 0) {
            co_return core::Status{};
        }
        if (left < 0) {
            co_return tl::unexpected(lost());
        }
        const auto status = co_await wait(descriptor_base::wait_write, deadline);
        if (!status) {
            co_return status;
        }
    }
}

// A null handle: the statement is over.
asio::awaitable<core::Result<ResultHandle>> Connection::nextResult(Deadline deadline) {
    while (PQisBusy(m_handle.get()) == 1) {
        const auto status = co_await wait(descriptor_base::wait_read, deadline);
        if (!status) {
            co_return core::propagate(status);
        }
        if (PQconsumeInput(m_handle.get()) == 0) {
            co_return tl::unexpected(lost());
        }
    }
    co_return ResultHandle(PQgetResult(m_handle.get()));
}

// The last result of the statement, or its first error.
asio::awaitable<core::Result<Rows>> Connection::collect(Deadline deadline) {
    const auto flushed = co_await flush(deadline);
    if (!flushed) {
        co_return core::propagate(flushed);
    }
    ResultHandle last;
    ResultHandle failed;
    for (;;) {
        auto result = co_await nextResult(deadline);
        if (!result) {
            co_return core::propagate(result);
        }
        if (!*result) {
            break;
        }
        ResultHandle& slot = isFailure(result->get()) && !failed ? failed : last;
        slot = std::move(*result);
    }
    if (PQstatus(m_handle.get()) == CONNECTION_BAD) {
        co_return tl::unexpected(lost());
    }
    if (failed) {
        co_return tl::unexpected(failureOf(failed.get()));
    }
    co_return Rows(std::shared_ptr<pg_result>(std::move(last)));
}

asio::awaitable<core::Status> Connection::wait(descriptor_base::wait_type what, Deadline deadline) {
    const auto status = co_await waitForSocket(m_socket, what, deadline);
    m_broken = m_broken || !status; // the statement still runs over there
    co_return status;
}

// FATAL and PANIC end the session, even where libpq has not seen its end yet.
core::Error Connection::failureOf(const pg_result* result) {
    const std::string_view severity = fieldOf(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    m_broken = m_broken || severity == "FATAL" || severity == "PANIC";
    return errorOfSqlState(fieldOf(result, PG_DIAG_SQLSTATE), fieldOf(result, PG_DIAG_MESSAGE_PRIMARY));
}

core::Error Connection::lost() {
    m_broken = true;
    const std::string message = messageOf(m_handle.get());
    return {ErrorCode::unavailable, "the session with PostgreSQL ended" + (message.empty() ? "" : ": " + message)};
}

bool Connection::usable() {
    if (!m_broken && (PQconsumeInput(m_handle.get()) == 0 || PQstatus(m_handle.get()) != CONNECTION_OK)) {
        m_broken = true;
    }
    return !m_broken;
}

bool Connection::insideTransaction() const {
    return PQtransactionStatus(m_handle.get()) != PQTRANS_IDLE;
}

void Connection::abort() {
    m_socket.cancel();
}

} // namespace tally::server::store
