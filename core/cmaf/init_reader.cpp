// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box.h"
#include "core/cmaf/byte_cursor.h"
#include "core/cmaf/elementary_stream.h"
#include "core/cmaf/reader.h"
#include "core/media/audio_specific_config.h"

namespace tally::core {
namespace {

Result<std::uint32_t> readTimescale(ByteView trak) {
    const auto header = requireBox(trak, {"mdia", "mdhd"});
    if (!header) {
        return propagate(header);
    }
    ByteCursor cursor(header->body);
    const std::uint8_t version = cursor.u8();
    cursor.skip(3 + (version == 1 ? 16 : 8)); // flags, creation, modification
    const std::uint32_t timescale = cursor.u32();
    if (cursor.failed() || timescale == 0) {
        return fail(ErrorCode::invalid, "mdhd has no time scale");
    }
    return timescale;
}

// VisualSampleEntry, 14496-12 §12.1.3.
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
    const auto configuration = requireBox(cursor.rest(), {"avcC"});
    if (!configuration) {
        return propagate(configuration);
    }
    if (configuration->body.size() < 7 || configuration->body[0] != std::byte{1}) {
        return fail(ErrorCode::invalid, "avcC is not an AVC configuration of version 1");
    }
    format.codecConfig.assign(configuration->body.begin(), configuration->body.end());
    return {};
}

// AudioSampleEntry, 14496-12 §12.2.3. Its own channel count and rate are not believed: writers disagree on them.
Status readAudioEntry(const Box& entry, TrackFormat& format) {
    format.kind = MediaKind::audio;
    ByteCursor cursor(entry.body);
    cursor.skip(28);
    const auto descriptor = requireBox(cursor.rest(), {"esds"});
    auto config = descriptor ? readElementaryStream(descriptor->body) : propagate(descriptor);
    if (!config) {
        return propagate(config);
    }
    const auto audio = parseAudioSpecificConfig(*config);
    if (!audio) {
        return propagate(audio);
    }
    format.codecConfig = std::move(*config);
    format.sampleRate = audio->sampleRate;
    format.channels = audio->channels;
    return {};
}

Status readSampleEntry(ByteView trak, TrackFormat& format) {
    const auto description = requireBox(trak, {"mdia", "minf", "stbl", "stsd"});
    if (!description) {
        return propagate(description);
    }
    ByteCursor cursor(description->body);
    cursor.skip(8); // version, flags, count: the first entry is the one in use
    const auto entry = BoxIterator(cursor.rest()).next();
    if (!entry) {
        return propagate(entry);
    }
    if (!*entry) {
        return fail(ErrorCode::invalid, "stsd describes no sample");
    }
    switch ((*entry)->type) {
    case boxType("avc1"):
    case boxType("avc3"):
        return readVisualEntry(**entry, format);
    case boxType("mp4a"):
        return readAudioEntry(**entry, format);
    default:
        return fail(ErrorCode::unsupported,
                    "codec '" + boxName((*entry)->type) + "' is not carried; send H.264 (avc1) or AAC (mp4a)");
    }
}

Result<SampleDefaults> readDefaults(ByteView moov) {
    const auto trex = requireBox(moov, {"mvex", "trex"});
    if (!trex) {
        return propagate(trex);
    }
    ByteCursor cursor(trex->body);
    cursor.skip(12); // version, flags, track, sample description
    SampleDefaults defaults;
    defaults.duration = cursor.u32();
    defaults.size = cursor.u32();
    defaults.flags = cursor.u32();
    return cursor.failed() ? Result<SampleDefaults>(fail(ErrorCode::invalid, "trex is cut")) : defaults;
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
            return track ? Result<Box>(*track) : fail(ErrorCode::invalid, "the init section has no track");
        }
        if ((*box)->type == boxType("trak")) {
            if (track) {
                return fail(ErrorCode::invalid, "the init section has several tracks; send each track on its own");
            }
            track = **box;
        }
    }
}

Result<Box> findMovie(ByteView bytes) {
    BoxIterator boxes(bytes, ErrorCode::truncated);
    for (;;) {
        const auto box = boxes.next();
        if (!box) {
            return propagate(box);
        }
        if (!*box) {
            return fail(ErrorCode::truncated, "an init section ends with moov");
        }
        if ((*box)->type == boxType("moov")) {
            return **box;
        }
    }
}

} // namespace

Result<InitSection> parseInitSection(ByteView bytes) {
    const auto moov = findMovie(bytes);
    const auto track = moov ? onlyTrack(moov->body) : propagate(moov);
    if (!track) {
        return propagate(track);
    }
    const auto timescale = readTimescale(track->body);
    if (!timescale) {
        return propagate(timescale);
    }
    InitSection init;
    init.format.timescale = *timescale;
    if (const auto entry = readSampleEntry(track->body, init.format); !entry) {
        return propagate(entry);
    }
    const auto defaults = readDefaults(moov->body);
    if (!defaults) {
        return propagate(defaults);
    }
    init.defaults = *defaults;
    init.bytes.assign(bytes.begin(), bytes.end());
    return init;
}

} // namespace tally::core
