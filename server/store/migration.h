// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace tally::server::store {

// One numbered file of migrations/, embedded at build. Never changed once released: the next one mends it.
struct Migration {
    int number = 0;
    std::string_view name; // 0001_catalog
    std::string_view sql;
};

// In the order of their numbers. Immutable; any thread.
std::span<const Migration> embeddedMigrations();

} // namespace tally::server::store
