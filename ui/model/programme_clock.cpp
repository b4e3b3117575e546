// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/programme_clock.h"

namespace tally::ui {

void ProgrammeClock::hear(const core::EventStatus& status, core::WallTime heardAt) {
    m_offset = status.liveEdge ? std::optional(*status.liveEdge - heardAt) : std::nullopt;
}

std::optional<core::WallTime> ProgrammeClock::at(core::WallTime machineTime) const {
    return m_offset ? std::optional(machineTime + *m_offset) : std::nullopt;
}

} // namespace tally::ui
