// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <optional>

namespace tally::server::store {

// The folder with `postgres` and `initdb`: the configured one; else that of pg_config, when the server is in it; else
// the highest version under /usr/lib/postgresql, where Debian keeps several side by side. Error: notFound, saying what
// to install or set.
core::Result<std::filesystem::path> findPostgresBinaries(const std::optional<std::filesystem::path>& configured);

} // namespace tally::server::store
