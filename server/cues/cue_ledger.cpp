// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_ledger.h"

#include <stdexcept>

namespace tally::server::cues {

namespace asio = boost::asio;
using store::Repeat;

namespace {

constexpr const char* kOffers =
    "SELECT r.id, c.id, c.name, r.sha256, r.mime, r.bytes, r.width, r.height,"
    " (SELECT count(*) FROM cues q WHERE q.event = $2 AND q.campaign = c.id AND q.state <> 'cancelled')"
    " FROM campaigns c JOIN creatives r ON r.campaign = c.id WHERE c.organization = $1 AND c.active";

// The event's row is locked by its update, so numbers have no holes and cues of one event are stored one after another.
constexpr const char* kInsert =
    "WITH next AS (UPDATE events SET cue_sequence = cue_sequence + 1 WHERE slug = $2 RETURNING cue_sequence)"
    " INSERT INTO cues (id, event, sequence, revision, state, starts_at, ends_at, reserved, request, campaign, "
    "document)"
    " SELECT $1::uuid, $2, cue_sequence, $3, $4, $5::timestamptz, $6::timestamptz,"
    " tstzrange($5::timestamptz, $7::timestamptz), $8::uuid, $9::uuid, $10::jsonb FROM next RETURNING document, "
    "sequence";

constexpr const char* kSelect = "SELECT document, sequence FROM cues ";

Offer offerOf(const store::Row& row) {
    core::CueAsset asset;
    asset.sha256 = row.string(3);
    asset.url = "/creatives/" + asset.sha256;
    asset.mime = row.string(4);
    asset.bytes = row.count(5);
    asset.width = static_cast<std::uint32_t>(row.count(6));
    asset.height = static_cast<std::uint32_t>(row.count(7));
    return {{row.string(0), row.string(1), row.string(2), std::move(asset)}, row.count(8)};
}

core::Cue cueOf(const store::Row& row) {
    auto cue = core::parseJson<core::Cue>(row.text(0));
    if (!cue) {
        throw std::logic_error("a stored cue is unreadable: " + cue.error().detail);
    }
    cue->sequence = row.count(1);
    return std::move(*cue);
}

} // namespace

asio::awaitable<core::Result<std::vector<Offer>>> CueLedger::offers(std::string organization, std::string event) {
    const auto rows = co_await m_pool.query(kOffers, store::bind(organization, event), Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    std::vector<Offer> offers;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        offers.push_back(offerOf((*rows)[i]));
    }
    co_return offers;
}

asio::awaitable<core::Result<std::optional<Booking>>> CueLedger::lastBooking(std::string event) {
    const auto rows =
        co_await m_pool.query("SELECT ends_at, upper(reserved) FROM cues"
                              " WHERE event = $1 AND state <> 'cancelled' ORDER BY starts_at DESC LIMIT 1",
                              store::bind(event), Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    std::optional<Booking> booking;
    if (!rows->empty()) {
        booking = Booking{(*rows)[0].time(0), (*rows)[0].time(1)};
    }
    co_return booking;
}

// Safe to repeat: the second time the cue's own id is a conflict.
asio::awaitable<core::Result<core::Cue>> CueLedger::insert(core::Cue cue, std::optional<std::string> request) {
    const core::WallTime end = cue.start + cue.durationMs;
    store::Parameters row =
        store::bind(cue.id, cue.event, cue.revision, core::nameOf(cue.state), cue.start, end, end + cue.gapMs, request,
                    cue.candidates.front().campaign, core::serializeJson(cue));
    const auto rows = co_await m_pool.query(kInsert, std::move(row), Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    if (rows->empty()) {
        co_return core::fail(core::ErrorCode::notFound, "there is no event " + cue.event);
    }
    co_return cueOf((*rows)[0]); // as every later reader will see it: fractions may lose their last bit in JSON
}

asio::awaitable<core::Result<std::optional<core::Cue>>> CueLedger::findByRequest(std::string event,
                                                                                 std::string request) {
    return readOne(std::string(kSelect) + "WHERE event = $1 AND request = $2::uuid", store::bind(event, request));
}

asio::awaitable<core::Result<std::optional<core::Cue>>> CueLedger::find(std::string event, std::string id) {
    return readOne(std::string(kSelect) + "WHERE event = $1 AND id = $2::uuid", store::bind(event, id));
}

asio::awaitable<core::Result<std::vector<core::Cue>>> CueLedger::list(std::string event) {
    return read(std::string(kSelect) + "WHERE event = $1 ORDER BY sequence DESC LIMIT 1000", store::bind(event));
}

asio::awaitable<core::Result<std::vector<core::Cue>>> CueLedger::endingSince(core::WallTime time) {
    return read(std::string(kSelect) + "WHERE ends_at >= $1 ORDER BY starts_at", store::bind(time));
}

asio::awaitable<core::Result<std::vector<core::Cue>>> CueLedger::read(std::string sql, store::Parameters parameters) {
    const auto rows = co_await m_pool.query(std::move(sql), std::move(parameters), Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    std::vector<core::Cue> cues;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        cues.push_back(cueOf((*rows)[i]));
    }
    co_return cues;
}

asio::awaitable<core::Result<std::optional<core::Cue>>> CueLedger::readOne(std::string sql,
                                                                           store::Parameters parameters) {
    auto cues = co_await read(std::move(sql), std::move(parameters));
    if (!cues) {
        co_return core::propagate(cues);
    }
    std::optional<core::Cue> found;
    if (!cues->empty()) {
        found = std::move(cues->front());
    }
    co_return found;
}

} // namespace tally::server::cues
