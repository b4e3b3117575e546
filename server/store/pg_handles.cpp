// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/pg_handles.h"

#include <libpq-fe.h>

namespace tally::server::store {

void FinishConnection::operator()(pg_conn* connection) const noexcept {
    PQfinish(connection);
}

void ClearResult::operator()(pg_result* result) const noexcept {
    PQclear(result);
}

} // namespace tally::server::store
