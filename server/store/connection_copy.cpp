// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/connection.h"

#include <libpq-fe.h>

#include <algorithm>

// COPY … FROM STDIN, the one statement that takes data after it was sent.
namespace tally::server::store {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kSlice = 64 * 1024;

} // namespace

asio::awaitable<core::Result<std::uint64_t>> Connection::copyIn(const std::string& sql, const std::string& data) {
    if (m_broken || PQsendQuery(m_handle.get(), sql.c_str()) == 0) {
        co_return tl::unexpected(lost());
    }
    const Deadline deadline = deadlineFromNow();
    auto status = co_await beginCopy(deadline);
    if (status) {
        status = co_await sendCopyData(data, deadline);
    }
    if (!status) {
        co_return core::propagate(status);
    }
    const auto rows = co_await collect(deadline);
    co_return rows ? core::Result<std::uint64_t>(rows->affected()) : core::propagate(rows);
}

asio::awaitable<core::Status> Connection::beginCopy(Deadline deadline) {
    const auto flushed = co_await flush(deadline);
    if (!flushed) {
        co_return flushed;
    }
    const auto first = co_await nextResult(deadline);
    if (!first) {
        co_return core::propagate(first);
    }
    if (*first && PQresultStatus(first->get()) == PGRES_COPY_IN) {
        co_return core::Status{};
    }
    co_await collect(deadline); // to the end of the refused statement, so that the session stays usable
    if (!*first) {
        co_return tl::unexpected(lost());
    }
    co_return tl::unexpected(failureOf(first->get()));
}

asio::awaitable<core::Status> Connection::sendCopyData(const std::string& data, Deadline deadline) {
    for (std::size_t sent = 0; sent < data.size();) {
        const std::size_t slice = std::min(kSlice, data.size() - sent);
        const int accepted = PQputCopyData(m_handle.get(), data.data() + sent, static_cast<int>(slice));
        if (accepted < 0) {
            co_return tl::unexpected(lost());
        }
        sent += accepted == 1 ? slice : 0;
        const auto flushed = co_await flush(deadline);
        if (!flushed) {
            co_return core::propagate(flushed);
        }
    }
    if (PQputCopyEnd(m_handle.get(), nullptr) < 0) {
        co_return tl::unexpected(lost());
    }
    co_return core::Status{};
}

} // namespace tally::server::store
