// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/cue_ledger.h"

#include "core/cue/timing.h"

#include <algorithm>

namespace tally::ui {

void CueLedger::add(const core::Cue& cue) {
    const auto known = std::ranges::find(m_cues, cue.id, &core::Cue::id);
    if (known == m_cues.end()) {
        m_cues.push_back(cue);
    } else if (cue.revision >= known->revision) {
        *known = cue;
    }
    std::ranges::stable_sort(m_cues, std::ranges::greater(), &core::Cue::start);
}

bool CueLedger::knows(const std::string& id) const {
    return std::ranges::find(m_cues, id, &core::Cue::id) != m_cues.end();
}

const core::Cue* CueLedger::current(core::WallTime programmeTime) const {
    const core::Cue* found = nullptr;
    // Newest first, so the last match is the earliest cue that still holds the slot.
    for (const core::Cue& cue : m_cues) {
        if (cue.state == core::CueState::committed && core::cueTimes(cue).released > programmeTime) {
            found = &cue;
        }
    }
    return found;
}

std::optional<core::WallTime> CueLedger::busyUntil(core::WallTime programmeTime) const {
    std::optional<core::WallTime> until;
    for (const core::Cue& cue : m_cues) {
        const core::WallTime released = core::cueTimes(cue).released;
        if (cue.state == core::CueState::committed && released > programmeTime && (!until || released > *until)) {
            until = released;
        }
    }
    return until;
}

} // namespace tally::ui
