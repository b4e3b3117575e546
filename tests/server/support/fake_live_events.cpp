// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/fake_live_events.h"

namespace tally::server::test {

core::Status FakeLiveEvents::open(const live::EventSettings& settings) {
    const std::lock_guard lock(m_mutex);
    m_open[settings.slug] = settings;
    return {};
}

live::EventSettings FakeLiveEvents::settingsOf(const std::string& event) const {
    const std::lock_guard lock(m_mutex);
    return m_open.at(event);
}

std::optional<core::WallTime> FakeLiveEvents::liveEdge(std::string_view) const {
    const std::lock_guard lock(m_mutex);
    return m_edge;
}

std::optional<core::WallTime> FakeLiveEvents::windowBegin(std::string_view) const {
    const std::lock_guard lock(m_mutex);
    return m_begin;
}

bool FakeLiveEvents::onAir(std::string_view) const {
    const std::lock_guard lock(m_mutex);
    return m_edge.has_value();
}

void FakeLiveEvents::setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) {
    const std::lock_guard lock(m_mutex);
    m_ranges[std::string(event)] = std::move(ranges);
}

void FakeLiveEvents::setLiveEdge(std::optional<core::WallTime> edge) {
    const std::lock_guard lock(m_mutex);
    m_edge = edge;
}

void FakeLiveEvents::setWindowBegin(core::WallTime begin) {
    const std::lock_guard lock(m_mutex);
    m_begin = begin;
}

bool FakeLiveEvents::isOpen(const std::string& event) const {
    const std::lock_guard lock(m_mutex);
    return m_open.contains(event);
}

std::vector<core::DateRange> FakeLiveEvents::dateRanges(const std::string& event) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_ranges.find(event);
    return found == m_ranges.end() ? std::vector<core::DateRange>{} : found->second;
}

} // namespace tally::server::test
