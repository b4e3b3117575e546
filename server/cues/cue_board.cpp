// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_board.h"

#include "core/cue/timing.h"
#include "server/cues/date_range.h"

#include <algorithm>

namespace tally::server::cues {

CueBoard::CueBoard(live::LiveEvents& live, std::chrono::seconds withoutMedia, catalog::Clock clock)
    : m_live(live), m_withoutMedia(withoutMedia), m_clock(std::move(clock)) {}

void CueBoard::put(const core::Cue& cue) {
    const std::lock_guard lock(m_mutex);
    Cues& cues = m_events[cue.event];
    SharedCue& place = cues[cue.id];
    if (!place || place->revision < cue.revision) {
        place = std::make_shared<const core::Cue>(cue);
    }
    const core::WallTime begin = windowBegin(cue.event);
    std::erase_if(cues, [&](const auto& entry) { return isGone(*entry.second, begin); });
    publishDateRanges(cue.event, cues);
}

void CueBoard::prune() {
    const std::lock_guard lock(m_mutex);
    for (auto& [event, cues] : m_events) {
        const core::WallTime begin = windowBegin(event);
        if (std::erase_if(cues, [&](const auto& entry) { return isGone(*entry.second, begin); }) > 0) {
            publishDateRanges(event, cues);
        }
    }
}

// Each event has a window of its own, and that of a recording stands still: its media says how far back it goes.
core::WallTime CueBoard::windowBegin(std::string_view event) const {
    return m_live.windowBegin(event).value_or(m_clock() - m_withoutMedia);
}

bool CueBoard::isGone(const core::Cue& cue, core::WallTime windowBegin) {
    return cue.start + cue.durationMs < windowBegin;
}

// Under the lock, so that of two changes the later one's list is the one that stays.
void CueBoard::publishDateRanges(const std::string& event, const Cues& cues) {
    std::vector<core::DateRange> ranges;
    for (const auto& [id, cue] : cues) {
        if (cue->state == core::CueState::committed) {
            ranges.push_back(dateRangeOf(*cue));
        }
    }
    m_live.setDateRanges(event, std::move(ranges));
}

std::vector<SharedCue> CueBoard::notOver(std::string_view event) const {
    const std::lock_guard lock(m_mutex);
    std::vector<SharedCue> found;
    const auto cues = m_events.find(event);
    if (cues != m_events.end()) {
        for (const auto& [id, cue] : cues->second) {
            if (core::phaseAt(*cue, m_clock()) != core::CuePhase::over) {
                found.push_back(cue);
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const SharedCue& a, const SharedCue& b) { return a->start < b->start; });
    return found;
}

SharedCue CueBoard::find(std::string_view event, std::string_view id) const {
    const std::lock_guard lock(m_mutex);
    const auto cues = m_events.find(event);
    if (cues == m_events.end()) {
        return nullptr;
    }
    const auto cue = cues->second.find(id);
    return cue == cues->second.end() ? nullptr : cue->second;
}

} // namespace tally::server::cues
