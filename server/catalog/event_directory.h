// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tally::server::catalog {

// Every event, in memory: what viewers and players ask of an event never waits for the database. Any thread.
class EventDirectory {
public:
    EventDirectory() : m_snapshot(std::make_shared<const Snapshot>()) {}

    std::optional<core::Event> find(std::string_view slug) const;
    bool has(std::string_view slug) const { return m_snapshot.load()->contains(slug); }
    std::vector<std::string> slugs() const;
    void add(const core::Event& event);

private:
    using Snapshot = std::map<std::string, core::Event, std::less<>>;

    std::mutex m_writing;
    std::atomic<std::shared_ptr<const Snapshot>> m_snapshot;
};

} // namespace tally::server::catalog
