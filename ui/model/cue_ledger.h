// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"

#include <optional>
#include <string>
#include <vector>

namespace tally::ui {

// The cues of the event that the studio knows of, whoever fired them. Any one thread.
class CueLedger {
public:
    // Of two cues with one id the higher revision stays.
    void add(const core::Cue& cue);

    bool knows(const std::string& id) const;
    const std::vector<core::Cue>& newestFirst() const { return m_cues; }

    // The cue that is on screen or waits for its start; else the one whose gap still runs; else nothing.
    const core::Cue* current(core::WallTime programmeTime) const;
    // When the next cue may start at the earliest; nothing when it may start now.
    std::optional<core::WallTime> busyUntil(core::WallTime programmeTime) const;

private:
    std::vector<core::Cue> m_cues; // newest start first
};

} // namespace tally::ui
