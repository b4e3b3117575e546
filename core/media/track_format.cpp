// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/track_format.h"

#include "core/media/audio_specific_config.h"

#include <array>
#include <cstdio>

namespace tally::core {
namespace {

// RFC 6381 §3.3: profile, constraints and level as in the configuration record, hexadecimal.
std::string avcCodec(const Bytes& config) {
    if (config.size() < 4) {
        return {};
    }
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "avc1.%02x%02x%02x", std::to_integer<unsigned>(config[1]),
                  std::to_integer<unsigned>(config[2]), std::to_integer<unsigned>(config[3]));
    return text.data();
}

// mp4a.40.<audio object type>
std::string aacCodec(const Bytes& bytes) {
    const auto config = parseAudioSpecificConfig(bytes);
    return config ? "mp4a.40." + std::to_string(config->objectType) : std::string();
}

} // namespace

std::string codecString(const TrackFormat& format) {
    return format.kind == MediaKind::video ? avcCodec(format.codecConfig) : aacCodec(format.codecConfig);
}

} // namespace tally::core
