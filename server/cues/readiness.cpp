// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/readiness.h"

namespace tally::server::cues {

std::uint64_t& Readiness::counter(core::CueReadiness& counts, ReadyState state) {
    return state == ReadyState::ready ? counts.ready : counts.cannot;
}

void Readiness::add(const std::string& cue, ReadyState state) {
    const std::lock_guard lock(m_mutex);
    core::CueReadiness& counts = m_cues[cue];
    counts.cue = cue;
    ++counter(counts, state);
}

void Readiness::remove(const std::string& cue, ReadyState state) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_cues.find(cue);
    if (found == m_cues.end()) {
        return;
    }
    --counter(found->second, state);
    if (found->second.ready + found->second.cannot == 0) {
        m_cues.erase(found);
    }
}

core::CueReadiness Readiness::of(const std::string& cue) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_cues.find(cue);
    return found == m_cues.end() ? core::CueReadiness{cue, 0, 0} : found->second;
}

} // namespace tally::server::cues
