// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/frame_rate.h"
#include "gst/handles/mini_object.h"

#include <cstdint>
#include <string>

namespace tally::gst {

// What every picture between an input and the encoders looks like: progressive I420 with square pixels in BT.709.
struct PictureShape {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    // For a pipeline description; with the rate where it is constant.
    std::string caps() const;
    std::string caps(core::FrameRate rate) const;
};

// What all sound between an input and the encoder looks like: interleaved stereo floats, so that a mix does not clip.
inline constexpr std::uint32_t kSampleRate = 48000;
inline constexpr std::uint32_t kChannels = 2;
inline constexpr std::uint32_t kBytesPerSample = kChannels * 4; // of all channels
inline constexpr const char* kSoundCaps =
    "audio/x-raw,format=F32LE,layout=interleaved,rate=48000,channels=2,channel-mask=(bitmask)0x3";

Caps parseCaps(const std::string& text);

} // namespace tally::gst
