// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/base/time_base.h"

#include <cstdint>

namespace tally::gst {

// Sees that the programme goes on by counting the frames that came out of it: a pipeline can stand still with no error
// anywhere. Lives on the supervisor's thread.
class StallWatch {
public:
    static constexpr RunningTime kDeadline = std::chrono::seconds(5);

    // True once, when `frames` has stood still for too long.
    bool stalled(RunningTime now, std::uint64_t frames) {
        if (frames != m_frames) {
            m_frames = frames;
            m_movedAt = now;
            return false;
        }
        const bool late = !m_reported && now - m_movedAt > kDeadline;
        m_reported |= late;
        return late;
    }

private:
    std::uint64_t m_frames = 0;
    RunningTime m_movedAt{};
    bool m_reported = false;
};

} // namespace tally::gst
