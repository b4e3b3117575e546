// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/migrate.h"

#include "server/store/sha256.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <map>

namespace tally::server::store {

namespace asio = boost::asio;
using core::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr auto kMigrationDeadline = 10min;

// Any number that no other program on the database uses.
const std::string kLock = "SELECT pg_advisory_lock(7811034920114)";
const std::string kUnlock = "SELECT pg_advisory_unlock(7811034920114)";
const std::string kLedger = "CREATE TABLE IF NOT EXISTS schema_migrations ("
                            " number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,"
                            " applied_at timestamptz NOT NULL DEFAULT now())";
const std::string kRead = "SELECT number, sha256 FROM schema_migrations";
const std::string kRecord = "INSERT INTO schema_migrations (number, name, sha256) VALUES ($1, $2, $3)";

using Applied = std::map<int, std::string>; // number → sha256

asio::awaitable<core::Result<Applied>> readApplied(Connection& connection) {
    const auto created = co_await connection.execute(kLedger);
    if (!created) {
        co_return core::propagate(created);
    }
    const Parameters none;
    const auto rows = co_await connection.query(kRead, none);
    if (!rows) {
        co_return core::propagate(rows);
    }
    Applied applied;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        applied.emplace(static_cast<int>((*rows)[i].integer(0)), (*rows)[i].string(1));
    }
    co_return applied;
}

core::Status checkHistory(const Applied& applied, std::span<const Migration> migrations) {
    for (const Migration& migration : migrations) {
        const auto found = applied.find(migration.number);
        if (found != applied.end() && found->second != sha256Hex(migration.sql)) {
            return core::fail(ErrorCode::conflict,
                              fmt::format("migration {} was changed after it was applied to this database; restore its "
                                          "text and put the change into a new migration",
                                          migration.name));
        }
    }
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (!applied.empty() && applied.rbegin()->first > newest) {
        return core::fail(ErrorCode::conflict,
                          fmt::format("the database has migration {}, this program knows up to {}: "
                                      "start the newer program",
                                      applied.rbegin()->first, newest));
    }
    return {};
}

// GCC 12 evaluates both branches of a conditional expression that holds a co_await: hence the ifs.
asio::awaitable<core::Status> applyAndRecord(Connection& connection, const Migration& migration) {
    const std::string script = "BEGIN;\n" + std::string(migration.sql);
    const auto applied = co_await connection.execute(script);
    if (!applied) {
        co_return applied;
    }
    const Parameters row = bind(migration.number, migration.name, sha256Hex(migration.sql));
    const auto recorded = co_await connection.query(kRecord, row);
    if (!recorded) {
        co_return core::propagate(recorded);
    }
    const std::string commit = "COMMIT";
    co_return co_await connection.execute(commit);
}

asio::awaitable<core::Status> applyOne(Connection& connection, const Migration& migration) {
    const auto status = co_await applyAndRecord(connection, migration);
    if (!status) {
        co_return core::fail(status.error().code,
                             fmt::format("migration {}: {}", migration.name, status.error().detail));
    }
    spdlog::info("store: applied migration {}", migration.name);
    co_return status;
}

asio::awaitable<core::Result<std::size_t>> applyMissing(Connection& connection, std::span<const Migration> migrations) {
    const auto applied = co_await readApplied(connection);
    if (!applied) {
        co_return core::propagate(applied);
    }
    const auto history = checkHistory(*applied, migrations);
    if (!history) {
        co_return core::propagate(history);
    }
    std::size_t count = 0;
    for (const Migration& migration : migrations) {
        if (applied->contains(migration.number)) {
            continue;
        }
        const auto status = co_await applyOne(connection, migration);
        if (!status) {
            co_return core::propagate(status);
        }
        ++count;
    }
    co_return count;
}

} // namespace

asio::awaitable<core::Result<std::size_t>> migrate(Connection& connection, std::span<const Migration> migrations) {
    auto status = co_await connection.allowLongStatements(kMigrationDeadline);
    if (status) {
        status = co_await connection.execute(kLock);
    }
    if (!status) {
        co_return core::propagate(status);
    }
    auto count = co_await applyMissing(connection, migrations);
    if (count) {
        co_await connection.execute(kUnlock); // after a failure the end of the session unlocks and rolls back
    }
    co_return count;
}

} // namespace tally::server::store
