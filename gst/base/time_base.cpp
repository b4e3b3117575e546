// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/time_base.h"

#include "gst/handles/object.h"

namespace tally::gst {
namespace {

Object<GstClock> systemClock() {
    return Object<GstClock>::adopt(gst_system_clock_obtain());
}

} // namespace

TimeBase TimeBase::startingNow() {
    TimeBase base;
    base.m_baseTime = gst_clock_get_time(systemClock().get());
    base.m_anchor = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    return base;
}

RunningTime TimeBase::now() const {
    return RunningTime(static_cast<std::int64_t>(gst_clock_get_time(systemClock().get()) - m_baseTime));
}

core::CaptureTime TimeBase::captureOf(RunningTime time) const {
    return m_anchor + time;
}

void TimeBase::applyTo(GstPipeline* pipeline, RunningTime origin) const {
    gst_pipeline_use_clock(pipeline, systemClock().get());
    // No start time: the pipeline keeps the base time it is given through every state change.
    gst_element_set_start_time(GST_ELEMENT(pipeline), GST_CLOCK_TIME_NONE);
    gst_element_set_base_time(GST_ELEMENT(pipeline), m_baseTime + static_cast<GstClockTime>(origin.count()));
}

} // namespace tally::gst
