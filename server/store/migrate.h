// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/connection.h"
#include "server/store/migration.h"

namespace tally::server::store {

// Brings the schema up to `migrations`, each in a transaction of its own and recorded with the SHA-256 of its text,
// under an advisory lock: of two servers that start at once the second waits. Returns how many were applied. Error:
// conflict, when a migration that was applied has another text now, or the database is newer than this program. Runs on
// the connection's executor.
boost::asio::awaitable<core::Result<std::size_t>> migrate(Connection& connection,
                                                          std::span<const Migration> migrations);

} // namespace tally::server::store
