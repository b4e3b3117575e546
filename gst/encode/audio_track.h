// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/encode/track_publisher.h"

#include <cstdint>
#include <optional>

namespace tally::gst {

// Encoded AAC frames on their way to parts. Decode times count samples from the programme's running time 0, so they
// never drift from the pictures; the track begins on a segment line, as the pictures do. Lives on the streaming thread
// of its encoder.
class AudioTrack {
public:
    AudioTrack(const AudioRendition& rendition, const core::PartGrid& grid, TimeBase time, SwitcherListener& listener);

    void take(GstSample* sample);

private:
    std::int64_t placeOf(std::int64_t stamped); // decode time of the next frame

    const std::int64_t m_begin; // decode time on or after which the track begins
    TrackPublisher m_publisher;
    std::optional<std::int64_t> m_next; // expected decode time, samples
};

} // namespace tally::gst
