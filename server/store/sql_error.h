// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string_view>

namespace tally::server::store {

// The kind of a failed statement by its SQLSTATE (PostgreSQL manual, appendix A). `message` becomes the detail.
//   23505 unique, 23P01 exclusion → conflict      23503 foreign key → notFound      other 22…, 23… → invalid
//   08…, 53…, 57P…, 58…, 40… → unavailable        57014 (statement_timeout) → timeout
// Throws std::logic_error for the rest (42… syntax, permissions): the statement itself is wrong.
core::Error errorOfSqlState(std::string_view sqlState, std::string_view message);

// Whether a connection was refused because PostgreSQL starts, recovers or stops: cannot_connect_now. `message` is
// libpq's, with the SQLSTATE in it.
bool saysNotReady(std::string_view message);

} // namespace tally::server::store
