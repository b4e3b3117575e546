// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/measurement/journal_entry.h"
#include "server/store/pool.h"

namespace tally::server::measurement {

struct CommitCount {
    std::uint64_t events = 0;     // of the entries
    std::uint64_t duplicates = 0; // of these: were in the ledger already
};

// What players saw, in PostgreSQL. Errors: of the database. Awaited from any thread.
class PlayLedger {
public:
    explicit PlayLedger(store::Pool& pool) : m_pool(pool) {}

    // All entries in one transaction. An event counts once, however often it is committed.
    boost::asio::awaitable<core::Result<CommitCount>> commit(std::vector<JournalEntry> entries);

    // The figures of an event; its cues newest first.
    boost::asio::awaitable<core::Result<core::EventReport>> report(std::string event);

private:
    boost::asio::awaitable<core::Status> ensurePartitions(const std::vector<JournalEntry>& entries);

    store::Pool& m_pool;
};

} // namespace tally::server::measurement
