// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_cursor.h"
#include "core/cmaf/reader.h"

#include <array>
#include <initializer_list>

namespace tally::core {
namespace {

Result<Box> descend(ByteView container, std::initializer_list<std::string_view> path) {
    Result<Box> box = fail(ErrorCode::notFound, "no path");
    ByteView inside = container;
    for (const std::string_view type : path) {
        box = findBox(inside, type);
        if (!box) {
            return box;
        }
        inside = box->body;
    }
    return box;
}

Result<std::uint32_t> readTimescale(ByteView trak) {
    const auto header = descend(trak, {"mdia", "mdhd"});
    if (!header) {
        return propagate(header);
    }
    ByteCursor cursor(header->body);
    const std::uint8_t version = cursor.u8();
    cursor.skip(3 + (version == 1 ? 16 : 8));
    const std::uint32_t timescale = cursor.u32();
    if (cursor.failed() || timescale == 0) {
        return fail(ErrorCode::invalid, "mdhd has no time scale");
    }
    return timescale;
}

// 14496-1 §8.3.3: seven bits a byte, at most four bytes.
std::size_t readDescriptorLength(ByteCursor& cursor) {
    std::size_t length = 0;
    for (int i = 0; i < 4; ++i) {
        const std::uint8_t byte = cursor.u8();
        length = (length << 7) | (byte & 0x7F);
        if ((byte & 0x80) == 0) {
            break;
        }
    }
    return length;
}

Result<Bytes> readAudioSpecificConfig(ByteView esds) {
    ByteCursor cursor(esds);
    cursor.skip(4);
    const bool stream = cursor.u8() == 0x03;
    readDescriptorLength(cursor);
    cursor.skip(2);
    const std::uint8_t flags = cursor.u8();
    cursor.skip((flags & 0x80) != 0 ? 2 : 0);                        // depends on another stream
    cursor.skip((flags & 0x40) != 0 ? std::size_t{cursor.u8()} : 0); // URL
    cursor.skip((flags & 0x20) != 0 ? 2 : 0);                        // clock reference
    const bool decoder = cursor.u8() == 0x04;
    readDescriptorLength(cursor);
    const bool aac = cursor.u8() == 0x40;
    cursor.skip(12);
    const bool specific = cursor.u8() == 0x05;
    const ByteView config = cursor.take(readDescriptorLength(cursor));
    if (cursor.failed() || !stream || !decoder || !specific || config.size() < 2) {
        return fail(ErrorCode::invalid, "esds holds no decoder configuration");
    }
    if (!aac) {
        return fail(ErrorCode::notFound, "this audio is not AAC; send AAC-LC");
    }
    return Bytes(config.begin(), config.end());
}

// 14496-3 §1.6.2.1. Index 13 and 14 are reserved, 15 says that the rate follows in 24 bits (HOSTILE H7).
Status readRateAndChannels(TrackFormat& format) {
    constexpr std::array<std::uint32_t, 13> kRates{96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                                   22050, 16000, 12000, 11025, 8000,  7350};
    constexpr std::array<std::uint32_t, 8> kChannels{0, 1, 2, 3, 4, 5, 6, 8};
    const auto bits = static_cast<std::uint32_t>(std::to_integer<std::uint32_t>(format.codecConfig[0]) << 8 |
                                                 std::to_integer<std::uint32_t>(format.codecConfig[1]));
    const std::uint32_t rateIndex = (bits >> 7) & 0x0F;
    const std::uint32_t channelIndex = (bits >> 3) & 0x0F;
    if (rateIndex < kRates.size()) {
        format.sampleRate = kRates[rateIndex];
    }
    if (channelIndex > 0 && channelIndex < kChannels.size()) {
        format.channels = kChannels[channelIndex];
    }
    if (format.sampleRate == 0 || format.channels == 0) {
        return fail(ErrorCode::invalid, "the AAC configuration names no known sampling rate or channel layout");
    }
    return {};
}

Status readVisualEntry(const Box& entry, TrackFormat& format) {
    format.kind = MediaKind::video;
    ByteCursor cursor(entry.body);
    cursor.skip(24);
    format.width = cursor.u16();
    format.height = cursor.u16();
    cursor.skip(50);
    if (cursor.failed() || format.width == 0 || format.height == 0) {
        return fail(ErrorCode::invalid, "the video sample entry has no size");
    }
    const auto configuration = findBox(cursor.rest(), "avcC");
    if (!configuration) {
        return propagate(configuration);
    }
    if (configuration->body.size() < 7 || configuration->body[0] != std::byte{1}) {
        return fail(ErrorCode::invalid, "avcC is not an AVC configuration of version 1");
    }
    format.codecConfig.assign(configuration->body.begin(), configuration->body.end());
    return {};
}

Status readAudioEntry(const Box& entry, TrackFormat& format) {
    format.kind = MediaKind::audio;
    ByteCursor cursor(entry.body);
    cursor.skip(28);
    const auto descriptor = findBox(cursor.rest(), "esds");
    if (!descriptor) {
        return propagate(descriptor);
    }
    auto config = readAudioSpecificConfig(descriptor->body);
    if (!config) {
        return propagate(config);
    }
    format.codecConfig = std::move(*config);
    return readRateAndChannels(format);
}

Status readSampleEntry(ByteView trak, TrackFormat& format) {
    const auto description = descend(trak, {"mdia", "minf", "stbl", "stsd"});
    if (!description) {
        return propagate(description);
    }
    ByteCursor cursor(description->body);
    cursor.skip(4);
    if (cursor.u32() == 0 || cursor.failed()) {
        return fail(ErrorCode::invalid, "stsd describes no sample");
    }
    BoxIterator entries(cursor.rest());
    const auto entry = entries.next();
    if (!entry) {
        return propagate(entry);
    }
    if (!*entry) {
        return fail(ErrorCode::truncated, "stsd describes no sample");
    }
    switch ((*entry)->type) {
    case boxType("avc1"):
    case boxType("avc3"):
        return readVisualEntry(**entry, format);
    case boxType("mp4a"):
        return readAudioEntry(**entry, format);
    default:
        return fail(ErrorCode::notFound,
                    "codec '" + boxName((*entry)->type) + "' is not carried; send H.264 (avc1) or AAC (mp4a)");
    }
}

Status readDefaults(ByteView moov, InitSection& init) {
    const auto defaults = descend(moov, {"mvex", "trex"});
    if (!defaults) {
        return propagate(defaults);
    }
    ByteCursor cursor(defaults->body);
    cursor.skip(12);
    init.defaultSampleDuration = cursor.u32();
    init.defaultSampleSize = cursor.u32();
    init.defaultSampleFlags = cursor.u32();
    return cursor.failed() ? Status(fail(ErrorCode::truncated, "trex is cut")) : Status();
}

// Error: invalid unless the movie has exactly one track.
Result<Box> onlyTrack(ByteView moov) {
    std::optional<Box> track;
    BoxIterator boxes(moov);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            break;
        }
        if ((*box)->type == boxType("trak")) {
            if (track) {
                return fail(ErrorCode::invalid, "the init section has several tracks; send each track on its own");
            }
            track = **box;
        }
    }
    return track ? Result<Box>(*track) : fail(ErrorCode::invalid, "the init section has no track");
}

} // namespace

Result<InitSection> parseInitSection(ByteView bytes) {
    const auto moov = findBox(bytes, "moov");
    if (!moov) {
        return propagate(moov);
    }
    const auto track = onlyTrack(moov->body);
    if (!track) {
        return propagate(track);
    }
    InitSection init;
    const auto timescale = readTimescale(track->body);
    if (!timescale) {
        return propagate(timescale);
    }
    init.format.timescale = *timescale;
    if (const auto entry = readSampleEntry(track->body, init.format); !entry) {
        return propagate(entry);
    }
    if (const auto defaults = readDefaults(moov->body, init); !defaults) {
        return propagate(defaults);
    }
    init.bytes.assign(bytes.begin(), bytes.end());
    return init;
}

} // namespace tally::core
