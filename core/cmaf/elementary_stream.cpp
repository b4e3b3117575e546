// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/elementary_stream.h"

#include "core/cmaf/byte_cursor.h"

namespace tally::core {
namespace {

constexpr std::uint8_t kEsDescriptor = 0x03;
constexpr std::uint8_t kDecoderConfigDescriptor = 0x04;
constexpr std::uint8_t kDecoderSpecificInfo = 0x05;
constexpr std::uint8_t kSlConfigDescriptor = 0x06;
constexpr std::uint8_t kMpeg4Audio = 0x40;
constexpr std::uint8_t kAudioStream = 0x15; // stream type 5, then a reserved bit that is set

// 14496-1 §8.3.3: a tag, then the length in seven bits a byte.
void writeDescriptorHeader(BoxWriter& out, std::uint8_t tag, std::size_t length) {
    out.u8(tag);
    for (int shift = 21; shift >= 0; shift -= 7) {
        const auto bits = static_cast<std::uint32_t>(length >> shift & 0x7F);
        out.u8(shift > 0 ? 0x80 | bits : bits);
    }
}

// False where another descriptor stands; `length` is then unchanged.
bool readDescriptorHeader(ByteCursor& cursor, std::uint8_t tag, std::size_t& length) {
    if (cursor.u8() != tag) {
        return false;
    }
    length = 0;
    for (int i = 0; i < 4; ++i) {
        const std::uint8_t byte = cursor.u8();
        length = length << 7 | (byte & 0x7F);
        if ((byte & 0x80) == 0) {
            break;
        }
    }
    return !cursor.failed();
}

// The fields of an ES_Descriptor before its children; three of them are there only where a flag says so.
void skipEsFields(ByteCursor& cursor) {
    cursor.skip(2); // ES_ID
    const std::uint8_t flags = cursor.u8();
    cursor.skip((flags & 0x80) != 0 ? 2 : 0);                        // depends on another stream
    cursor.skip((flags & 0x40) != 0 ? std::size_t{cursor.u8()} : 0); // URL
    cursor.skip((flags & 0x20) != 0 ? 2 : 0);                        // clock reference
}

} // namespace

void writeElementaryStream(BoxWriter& out, ByteView audioSpecificConfig) {
    constexpr std::size_t kHeader = 5;
    const std::size_t decoder = 13 + kHeader + audioSpecificConfig.size();
    const auto box = out.box("esds", 0, 0);
    writeDescriptorHeader(out, kEsDescriptor, 3 + kHeader + decoder + kHeader + 1);
    out.u16(1); // ES_ID
    out.u8(0);
    writeDescriptorHeader(out, kDecoderConfigDescriptor, decoder);
    out.u8(kMpeg4Audio);
    out.u8(kAudioStream);
    out.zeros(3 + 4 + 4); // buffer, highest and mean bit rate
    writeDescriptorHeader(out, kDecoderSpecificInfo, audioSpecificConfig.size());
    out.bytes(audioSpecificConfig);
    writeDescriptorHeader(out, kSlConfigDescriptor, 1);
    out.u8(0x02);
}

Result<Bytes> readElementaryStream(ByteView esdsBody) {
    const auto broken = fail(ErrorCode::invalid, "esds holds no decoder configuration");
    std::size_t length = 0;
    ByteCursor cursor(esdsBody);
    cursor.skip(4); // version and flags
    if (!readDescriptorHeader(cursor, kEsDescriptor, length)) {
        return broken;
    }
    skipEsFields(cursor);
    if (!readDescriptorHeader(cursor, kDecoderConfigDescriptor, length)) {
        return broken;
    }
    if (cursor.u8() != kMpeg4Audio && !cursor.failed()) {
        return fail(ErrorCode::unsupported, "this audio is not AAC; send AAC-LC");
    }
    cursor.skip(12); // stream type, buffer, bit rates
    if (!readDescriptorHeader(cursor, kDecoderSpecificInfo, length)) {
        return broken;
    }
    const ByteView config = cursor.take(length);
    return cursor.failed() ? Result<Bytes>(broken) : Bytes(config.begin(), config.end());
}

} // namespace tally::core
