// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/frame_grid.h"

#include <gst/gst.h>

namespace tally::gst {

RunningTime FrameGrid::startOf(std::uint64_t frame) const {
    const guint64 secondsTimesRate = GST_SECOND * m_rate.denominator;
    return RunningTime(static_cast<std::int64_t>(gst_util_uint64_scale(frame, secondsTimesRate, m_rate.numerator)));
}

std::uint64_t FrameGrid::nearestFrame(RunningTime time) const {
    if (time.count() <= 0) {
        return 0;
    }
    const guint64 secondsTimesRate = GST_SECOND * m_rate.denominator;
    return gst_util_uint64_scale_round(static_cast<guint64>(time.count()), m_rate.numerator, secondsTimesRate);
}

} // namespace tally::gst
