// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/base/samples.h"

namespace tally::gst {

std::optional<RunningTime> runningTimeOf(GstSample* sample) {
    const GstClockTime time = gst_segment_to_running_time(gst_sample_get_segment(sample), GST_FORMAT_TIME,
                                                          GST_BUFFER_PTS(gst_sample_get_buffer(sample)));
    return GST_CLOCK_TIME_IS_VALID(time) ? std::optional(RunningTime(static_cast<std::int64_t>(time))) : std::nullopt;
}

core::Bytes codecConfigOf(GstCaps* caps) {
    const GValue* value = gst_structure_get_value(gst_caps_get_structure(caps, 0), "codec_data");
    return value != nullptr && GST_VALUE_HOLDS_BUFFER(value) ? copyBytes(gst_value_get_buffer(value)) : core::Bytes();
}

} // namespace tally::gst
