// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/encode/audio_track.h"

#include "gst/base/picture_shape.h"
#include "gst/base/samples.h"
#include "gst/encode/first_segment.h"

#include <cstdlib>

namespace tally::gst {
namespace {

constexpr std::int64_t kFrameSamples = 1024;

// libavcodec's AAC encoder: its first frame holds what was before the first sample, so each frame sounds one frame
// later than it is stamped.
constexpr std::int64_t kPriming = 1024;

// A stamp that is off by more than rounding: samples are missing, and the count starts anew from it.
constexpr std::int64_t kTolerance = kFrameSamples / 2;

core::TrackFormat formatOf(GstCaps* caps) {
    core::TrackFormat format;
    format.kind = core::MediaKind::audio;
    format.timescale = kSampleRate;
    format.codecConfig = codecConfigOf(caps);
    format.sampleRate = kSampleRate;
    format.channels = kChannels;
    return format;
}

std::int64_t beginOf(const core::PartGrid& grid) {
    const guint64 frames = kFirstSegment * grid.framesPerSegment();
    return static_cast<std::int64_t>(
        gst_util_uint64_scale(frames, guint64{kSampleRate} * grid.frameRate.denominator, grid.frameRate.numerator));
}

} // namespace

AudioTrack::AudioTrack(const AudioRendition& rendition, const core::PartGrid& grid, TimeBase time,
                       SwitcherListener& listener)
    : m_begin(beginOf(grid)),
      m_publisher(rendition.track, core::PartCutter::forAudio(grid, kSampleRate), time, listener) {}

void AudioTrack::take(GstSample* sample) {
    const auto time = runningTimeOf(sample);
    if (!time) {
        return;
    }
    const auto stamped = gst_util_uint64_scale_round(static_cast<guint64>(time->count()), kSampleRate, GST_SECOND);
    const std::int64_t place = placeOf(static_cast<std::int64_t>(stamped) - kPriming);
    if (place < m_begin) {
        return;
    }
    if (!m_publisher.started()) {
        m_publisher.start(formatOf(gst_sample_get_caps(sample)));
    }
    m_publisher.push({copyBytes(gst_sample_get_buffer(sample)), static_cast<std::uint64_t>(place),
                      static_cast<std::uint32_t>(kFrameSamples), true});
}

std::int64_t AudioTrack::placeOf(std::int64_t stamped) {
    const bool counts = m_next && std::abs(stamped - *m_next) <= kTolerance;
    const std::int64_t place = counts ? *m_next : stamped;
    m_next = place + kFrameSamples;
    return place;
}

} // namespace tally::gst
