// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/live_service.h"

#include <spdlog/spdlog.h>

#include <mutex>

namespace tally::server::live {
namespace {

std::shared_ptr<MediaMemory> memoryOfSystem() {
    auto memory = MediaMemory::create();
    if (!memory) {
        spdlog::warn("{}: recent media is copied for each who fetches it", memory.error().detail);
    }
    return memory ? std::move(*memory) : nullptr;
}

} // namespace

LiveService::LiveService(LiveOptions options) : m_options(std::move(options)), m_memory(memoryOfSystem()) {}

std::shared_ptr<EventStream> LiveService::find(std::string_view event) const {
    const std::shared_lock lock(m_mutex);
    const auto found = m_events.find(event);
    return found == m_events.end() ? nullptr : found->second;
}

std::map<std::string, EventCounts> LiveService::counts() const {
    const std::shared_lock lock(m_mutex);
    std::map<std::string, EventCounts> counts;
    for (const auto& [slug, stream] : m_events) {
        counts[slug] = stream->counts();
    }
    return counts;
}

core::Status LiveService::open(const EventSettings& settings) {
    const std::unique_lock lock(m_mutex);
    if (const auto found = m_events.find(settings.slug); found != m_events.end()) {
        found->second->change(settings);
        return {};
    }
    auto stream = EventStream::open(settings, {.window = m_options.window,
                                               .quotaBytes = m_options.quotaBytes,
                                               .folder = m_options.folder / settings.slug,
                                               .disk = &m_disk,
                                               .memory = m_memory});
    if (!stream) {
        return core::propagate(stream);
    }
    m_events.emplace(settings.slug, std::move(*stream));
    return {};
}

std::optional<core::WallTime> LiveService::liveEdge(std::string_view event) const {
    const auto stream = find(event);
    return stream ? stream->liveEdge() : std::nullopt;
}

bool LiveService::onAir(std::string_view event) const {
    const auto stream = find(event);
    return stream && stream->onAir();
}

void LiveService::setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) {
    if (const auto stream = find(event)) {
        stream->setDateRanges(std::move(ranges));
    }
}

} // namespace tally::server::live
