// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

// libpq's own types, named without its header: who uses the store does not see libpq.
struct pg_conn;
struct pg_result;

namespace tally::server::store {

struct FinishConnection {
    void operator()(pg_conn* connection) const noexcept;
};

struct ClearResult {
    void operator()(pg_result* result) const noexcept;
};

using ConnectionHandle = std::unique_ptr<pg_conn, FinishConnection>;
using ResultHandle = std::unique_ptr<pg_result, ClearResult>;

} // namespace tally::server::store
