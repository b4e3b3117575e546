// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "server/live/interfaces.h"
#include "server/store/pool.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace tally::server::accounts {

// Who may publish into which event. Keys are stored as SHA-256 alone; publishers are judged from a snapshot in memory.
// Any thread.
class IngestKeys : public live::IngestGate {
public:
    explicit IngestKeys(store::Pool& pool);

    // Reads all events and their keys. Error: of the database.
    boost::asio::awaitable<core::Status> load();

    // A new event has no keys yet.
    void addEvent(const std::string& slug);

    // A new key of the event: the only time it is shown. Error: notFound, or of the database.
    boost::asio::awaitable<core::Result<core::IngestKey>> create(std::string slug);

    core::Status mayPublish(std::string_view event, std::optional<std::string_view> bearer) const override;

private:
    // Event → SHA-256 of its keys. 256 random bits have no neighbour to guess at, so a plain look-up of the hash leaks
    // nothing.
    using Snapshot = std::map<std::string, std::set<std::string>, std::less<>>;

    template <typename Change>
    void publish(Change change);

    store::Pool& m_pool;
    std::mutex m_writing;
    std::atomic<std::shared_ptr<const Snapshot>> m_snapshot;
};

} // namespace tally::server::accounts
