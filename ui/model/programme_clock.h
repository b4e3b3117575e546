// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"

#include <optional>

namespace tally::ui {

// The programme's time at the live edge, going on between two statuses of the server. Cues start on this clock, not on
// the wall. Any one thread.
class ProgrammeClock {
public:
    // `heardAt` is this machine's time. A status without a live edge stops the clock.
    void hear(const core::EventStatus& status, core::WallTime heardAt);

    // Absent before the event was ever on air.
    std::optional<core::WallTime> at(core::WallTime machineTime) const;

private:
    std::optional<std::chrono::milliseconds> m_offset; // programme time minus this machine's
};

} // namespace tally::ui
