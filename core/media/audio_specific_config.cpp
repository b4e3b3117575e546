// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/audio_specific_config.h"

#include <array>
#include <cstddef>

namespace tally::core {
namespace {

constexpr std::array<std::uint32_t, 13> kSamplingRates{96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                                       22050, 16000, 12000, 11025, 8000,  7350};
constexpr std::array<std::uint32_t, 8> kChannels{0, 1, 2, 3, 4, 5, 6, 8}; // by channel configuration; 0: none named

// Reads bits from the most significant on; what is beyond the end is 0 and remembered.
class BitCursor {
public:
    explicit BitCursor(ByteView bytes) : m_bytes(bytes) {}

    std::uint32_t take(unsigned count) {
        std::uint32_t value = 0;
        for (unsigned i = 0; i < count; ++i, ++m_position) {
            value = value << 1 | bit();
        }
        return value;
    }
    bool failed() const { return m_position > m_bytes.size() * 8; }

private:
    std::uint32_t bit() const {
        const std::size_t byte = m_position / 8;
        return byte < m_bytes.size() ? std::to_integer<std::uint32_t>(m_bytes[byte]) >> (7 - m_position % 8) & 1 : 0;
    }

    ByteView m_bytes;
    std::size_t m_position = 0; // bits
};

std::uint32_t takeObjectType(BitCursor& bits) {
    constexpr std::uint32_t kEscape = 31;
    const std::uint32_t type = bits.take(5);
    return type == kEscape ? 32 + bits.take(6) : type;
}

std::uint32_t takeSamplingRate(BitCursor& bits) {
    constexpr std::uint32_t kExplicit = 15;
    const std::uint32_t index = bits.take(4);
    if (index == kExplicit) {
        return bits.take(24);
    }
    return index < kSamplingRates.size() ? kSamplingRates[index] : 0;
}

std::uint32_t takeChannels(BitCursor& bits) {
    const std::uint32_t configuration = bits.take(4);
    return configuration < kChannels.size() ? kChannels[configuration] : 0;
}

} // namespace

Result<AudioSpecificConfig> parseAudioSpecificConfig(ByteView bytes) {
    BitCursor bits(bytes);
    AudioSpecificConfig config;
    config.objectType = takeObjectType(bits);
    config.sampleRate = takeSamplingRate(bits);
    config.channels = takeChannels(bits);
    if (bits.failed()) {
        return fail(ErrorCode::invalid, "the AAC configuration is cut");
    }
    if (config.sampleRate == 0 || config.channels == 0) {
        return fail(ErrorCode::invalid, "the AAC configuration names no known sampling rate or channel layout");
    }
    return config;
}

} // namespace tally::core
