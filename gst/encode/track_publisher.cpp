// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/encode/track_publisher.h"

#include "core/cmaf/writer.h"

#include <gst/gst.h>

namespace tally::gst {

TrackPublisher::TrackPublisher(std::string track, core::PartCutter cutter, TimeBase time, SwitcherListener& listener)
    : m_track(std::move(track)), m_cutter(std::move(cutter)), m_time(time), m_listener(listener) {}

void TrackPublisher::start(const core::TrackFormat& format) {
    m_timescale = format.timescale;
    m_listener.trackStarted(m_track, format, std::make_shared<const core::Bytes>(core::writeInitSection(format)));
}

void TrackPublisher::push(core::Sample sample) {
    for (const auto& part : m_cutter.push(std::move(sample))) {
        publish(part);
    }
}

void TrackPublisher::publish(const std::vector<core::Sample>& samples) {
    const core::Sample& first = samples.front();
    const core::Sample& last = samples.back();
    EncodedPart part;
    part.track = m_track;
    part.bytes = std::make_shared<const core::Bytes>(
        core::writeChunk({.sequence = m_sequence++, .captured = captureOf(first.decodeTime), .samples = samples}));
    part.decodeTime = first.decodeTime;
    part.duration = last.decodeTime + last.duration - first.decodeTime;
    part.startsWithSync = first.sync;
    m_listener.partEncoded(std::move(part));
}

core::CaptureTime TrackPublisher::captureOf(std::uint64_t decodeTime) const {
    return m_time.captureOf(
        RunningTime(static_cast<std::int64_t>(gst_util_uint64_scale_round(decodeTime, GST_SECOND, m_timescale))));
}

} // namespace tally::gst
