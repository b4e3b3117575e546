// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/event_directory.h"

namespace tally::server::catalog {

std::optional<core::Event> EventDirectory::find(std::string_view slug) const {
    const auto snapshot = m_snapshot.load();
    const auto found = snapshot->find(slug);
    return found == snapshot->end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> EventDirectory::slugs() const {
    std::vector<std::string> slugs;
    for (const auto& [slug, event] : *m_snapshot.load()) {
        slugs.push_back(slug);
    }
    return slugs;
}

void EventDirectory::add(const core::Event& event) {
    const std::lock_guard lock(m_writing);
    auto next = std::make_shared<Snapshot>(*m_snapshot.load());
    next->insert_or_assign(event.slug, event);
    m_snapshot.store(std::move(next));
}

} // namespace tally::server::catalog
