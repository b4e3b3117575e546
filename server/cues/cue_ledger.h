// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cues/cue_selection.h"
#include "server/store/pool.h"

namespace tally::server::cues {

// How long the last cue of an event takes the screen.
struct Booking {
    core::WallTime end;
    core::WallTime released; // the next may start
};

// Cues in PostgreSQL, the last word on what was fired. Errors beside those named: of the database.
// Awaited from any thread.
class CueLedger {
public:
    explicit CueLedger(store::Pool& pool) : m_pool(pool) {}

    // Creatives of the organization's active campaigns.
    boost::asio::awaitable<core::Result<std::vector<Offer>>> offers(std::string organization, std::string event);

    boost::asio::awaitable<core::Result<std::optional<Booking>>> lastBooking(std::string event);

    // Stores the cue and gives it the event's next sequence number. `request`: the firer's id, if it had one.
    // Error: conflict, when it overlaps a cue of the event (gap included), or its id or the request's is stored
    // already.
    boost::asio::awaitable<core::Result<core::Cue>> insert(core::Cue cue, std::optional<std::string> request);

    boost::asio::awaitable<core::Result<std::optional<core::Cue>>> findByRequest(std::string event,
                                                                                 std::string request);
    boost::asio::awaitable<core::Result<std::optional<core::Cue>>> find(std::string event, std::string id);

    // Newest first, at most 1000.
    boost::asio::awaitable<core::Result<std::vector<core::Cue>>> list(std::string event);

    // Of all events, what ends at or after `time`; oldest first.
    boost::asio::awaitable<core::Result<std::vector<core::Cue>>> endingSince(core::WallTime time);

private:
    boost::asio::awaitable<core::Result<std::vector<core::Cue>>> read(std::string sql, store::Parameters parameters);
    boost::asio::awaitable<core::Result<std::optional<core::Cue>>> readOne(std::string sql,
                                                                           store::Parameters parameters);

    store::Pool& m_pool;
};

} // namespace tally::server::cues
