// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/writer.h"

#include <gst/gst.h>

#include <chrono>

namespace tally::gst {

// Time since the programme's session began: the one time line of all pipelines and tracks.
using RunningTime = std::chrono::nanoseconds;

// The clock and the base time that all pipelines of a session share, and the session's anchor: the wall clock of
// running time 0, read once, so that a wall clock set anew in mid-show moves no programme date-time. Immutable; any
// thread.
class TimeBase {
public:
    static TimeBase startingNow();

    RunningTime now() const;
    core::CaptureTime captureOf(RunningTime time) const;

    // The pipeline's own running time 0 is `origin` of the session. Before PLAYING.
    void applyTo(GstPipeline* pipeline, RunningTime origin) const;

private:
    GstClockTime m_baseTime = 0;
    core::CaptureTime m_anchor{};
};

} // namespace tally::gst
