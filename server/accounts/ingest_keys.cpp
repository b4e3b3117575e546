// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/ingest_keys.h"

#include "server/accounts/secret.h"
#include "server/store/sha256.h"
#include "server/store/uuid.h"

#include <chrono>

namespace tally::server::accounts {

namespace asio = boost::asio;
using core::ErrorCode;

IngestKeys::IngestKeys(store::Pool& pool) : m_pool(pool), m_snapshot(std::make_shared<const Snapshot>()) {}

template <typename Change>
void IngestKeys::publish(Change change) {
    const std::lock_guard lock(m_writing);
    auto next = std::make_shared<Snapshot>(*m_snapshot.load());
    change(*next);
    m_snapshot.store(std::move(next));
}

asio::awaitable<core::Status> IngestKeys::load() {
    const auto rows = co_await m_pool.query("SELECT e.slug, k.sha256 FROM events e"
                                            " LEFT JOIN ingest_keys k ON k.event = e.slug AND k.revoked_at IS NULL",
                                            store::bind(), store::Repeat::safe);
    if (!rows) {
        co_return core::propagate(rows);
    }
    publish([&rows](Snapshot& keys) {
        keys.clear();
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const store::Row row = (*rows)[i];
            auto& ofEvent = keys[row.string(0)];
            if (!row.isNull(1)) {
                ofEvent.insert(row.string(1));
            }
        }
    });
    co_return core::Status{};
}

void IngestKeys::addEvent(const std::string& slug) {
    publish([&slug](Snapshot& keys) { keys.try_emplace(slug); });
}

asio::awaitable<core::Result<core::IngestKey>> IngestKeys::create(std::string slug) {
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const core::IngestKey key{store::newUuid7(now), newSecret()};
    const std::string hash = store::sha256Hex(key.key);
    const auto stored = co_await m_pool.query("INSERT INTO ingest_keys (id, event, sha256) VALUES ($1, $2, $3)",
                                              store::bind(key.id, slug, hash), store::Repeat::never);
    if (!stored) {
        const bool noEvent = stored.error().code == ErrorCode::notFound;
        co_return core::fail(stored.error().code, noEvent ? "there is no event " + slug : stored.error().detail);
    }
    publish([&](Snapshot& keys) { keys[slug].insert(hash); });
    co_return key;
}

core::Status IngestKeys::mayPublish(std::string_view event, std::optional<std::string_view> bearer) const {
    const auto snapshot = m_snapshot.load();
    const auto keys = snapshot->find(event);
    if (keys == snapshot->end()) {
        return core::fail(ErrorCode::notFound, "there is no event " + std::string(event));
    }
    if (!bearer || !keys->second.contains(store::sha256Hex(*bearer))) {
        return core::fail(ErrorCode::unauthorized, "the ingest key is missing, or not one of this event");
    }
    return {};
}

} // namespace tally::server::accounts
