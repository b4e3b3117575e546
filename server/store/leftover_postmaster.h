// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>

namespace tally::server::store {

// After a kill -9 of the server its PostgreSQL is still shutting down: waits for its end, then asks once more with
// SIGQUIT. A stale postmaster.pid is left to PostgreSQL, which removes it itself.
// Error: unavailable, when it is still there after twice the patience. Blocks.
core::Status waitForLeftoverPostmaster(const std::filesystem::path& cluster, std::chrono::milliseconds patience);

} // namespace tally::server::store
