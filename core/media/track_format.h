// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/bytes.h"
#include "core/media/frame_rate.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tally::core {

enum class MediaKind { video, audio };

// What an init section says of its one track.
struct TrackFormat {
    MediaKind kind = MediaKind::video;
    std::uint32_t timescale = 90000; // ticks a second of every decode time and duration of the track
    // H.264: the AVCDecoderConfigurationRecord (body of avcC). AAC: the AudioSpecificConfig.
    Bytes codecConfig;
    std::uint32_t width = 0;            // video, pixels
    std::uint32_t height = 0;           // video, pixels
    std::uint32_t sampleRate = 0;       // audio, Hz
    std::uint32_t channels = 0;         // audio
    std::optional<FrameRate> frameRate; // video; not in the init section, known to the writer only

    bool operator==(const TrackFormat&) const = default;
};

// RFC 6381 codec string from codecConfig: avc1.42c01f, mp4a.40.2. Empty when codecConfig is too short.
std::string codecString(const TrackFormat& format);

} // namespace tally::core
