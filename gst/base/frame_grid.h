// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/frame_rate.h"
#include "gst/base/time_base.h"

#include <cstdint>

namespace tally::gst {

// The programme's frames on its time line: frame 0 begins at running time 0. Immutable; any thread.
class FrameGrid {
public:
    explicit FrameGrid(core::FrameRate rate) : m_rate(rate) {}

    RunningTime startOf(std::uint64_t frame) const;
    RunningTime durationOf(std::uint64_t frame) const { return startOf(frame + 1) - startOf(frame); }

    // The frame whose start is nearest; 0 for a time before the session.
    std::uint64_t nearestFrame(RunningTime time) const;

    core::FrameRate rate() const { return m_rate; }

private:
    core::FrameRate m_rate;
};

} // namespace tally::gst
