// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/input/input_intake.h"

#include "gst/base/samples.h"

#include <algorithm>

namespace tally::gst {
namespace {

RunningTime asTime(GstClockTime time) {
    return RunningTime(static_cast<std::int64_t>(time));
}

RunningTime durationOf(GstBuffer* picture) {
    constexpr RunningTime kUnknown = std::chrono::milliseconds(40);
    return GST_BUFFER_DURATION_IS_VALID(picture) ? asTime(GST_BUFFER_DURATION(picture)) : kUnknown;
}

Buffer bufferOf(GstSample* sample) {
    return Buffer::retain(gst_sample_get_buffer(sample));
}

} // namespace

InputIntake::InputIntake(const Pipeline& pipeline, BridgeDoor& door)
    : m_door(door),
      m_pictures(pipeline.element("video"), [this](Sample sample) { takePicture(sample.get()); }),
      m_sounds(pipeline.element("audio"), [this](Sample sample) { takeSound(sample.get()); }) {}

std::optional<std::chrono::milliseconds> InputIntake::remaining() const {
    const RunningTime duration = m_duration;
    const RunningTime position = m_position;
    if (duration == RunningTime::zero() || position == RunningTime::min()) {
        return std::nullopt;
    }
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(duration - position, RunningTime::zero()));
}

void InputIntake::takePicture(GstSample* sample) {
    const auto start = runningTimeOf(sample);
    if (!start) {
        return;
    }
    GstBuffer* picture = gst_sample_get_buffer(sample);
    m_position =
        asTime(gst_segment_to_stream_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, GST_BUFFER_PTS(picture)));
    m_door.through([&](InputBridge& bridge) {
        bridge.video.push(bufferOf(sample), m_origin.load() + *start, durationOf(picture));
    });
}

void InputIntake::takeSound(GstSample* sample) {
    if (const auto start = runningTimeOf(sample)) {
        m_door.through([&](InputBridge& bridge) { bridge.audio.push(bufferOf(sample), m_origin.load() + *start); });
    }
}

} // namespace tally::gst
