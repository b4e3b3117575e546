// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box_writer.h"
#include "core/cmaf/elementary_stream.h"
#include "core/cmaf/writer.h"

namespace tally::core {
namespace {

constexpr std::uint32_t kTrackId = 1;
constexpr std::uint32_t kTrackEnabledInMovie = 0x000003;
constexpr std::uint32_t kSelfContained = 0x000001;

void writeUnityMatrix(BoxWriter& out) {
    for (const std::uint32_t value : {0x10000U, 0U, 0U, 0U, 0x10000U, 0U, 0U, 0U, 0x40000000U}) {
        out.u32(value);
    }
}

void writeFileType(BoxWriter& out) {
    const auto box = out.box("ftyp");
    out.text("cmf2");
    out.u32(0);                   // minor version
    out.text("cmf2cmfciso6mp41"); // iso6 brings prft, tfdt and default-base-is-moof
}

void writeMovieHeader(BoxWriter& out, const TrackFormat& format) {
    const auto box = out.box("mvhd", 0, 0);
    out.zeros(8); // creation, modification
    out.u32(format.timescale);
    out.u32(0);       // duration: unknown, fragments follow
    out.u32(0x10000); // rate 1.0
    out.u16(0x0100);  // volume 1.0
    out.zeros(10);
    writeUnityMatrix(out);
    out.zeros(24);
    out.u32(kTrackId + 1);
}

void writeTrackHeader(BoxWriter& out, const TrackFormat& format) {
    const bool video = format.kind == MediaKind::video;
    const auto box = out.box("tkhd", 0, kTrackEnabledInMovie);
    out.zeros(8);
    out.u32(kTrackId);
    out.zeros(4 + 4 + 8 + 2 + 2); // reserved, duration, reserved, layer, alternate group
    out.u16(video ? 0 : 0x0100);
    out.u16(0);
    writeUnityMatrix(out);
    out.u32(video ? format.width << 16 : 0);
    out.u32(video ? format.height << 16 : 0);
}

void writeMediaHeader(BoxWriter& out, const TrackFormat& format) {
    const auto box = out.box("mdhd", 0, 0);
    out.zeros(8);
    out.u32(format.timescale);
    out.u32(0);
    out.u16(0x55C4); // language "und"
    out.u16(0);
}

void writeHandler(BoxWriter& out, MediaKind kind) {
    const auto box = out.box("hdlr", 0, 0);
    out.u32(0);
    out.text(kind == MediaKind::video ? "vide" : "soun");
    out.zeros(12);
    out.text(kind == MediaKind::video ? "Video" : "Sound");
    out.u8(0);
}

void writeMediaInformationHeader(BoxWriter& out, MediaKind kind) {
    if (kind == MediaKind::video) {
        const auto box = out.box("vmhd", 0, 1);
        out.zeros(8);
    } else {
        const auto box = out.box("smhd", 0, 0);
        out.zeros(4);
    }
}

void writeDataInformation(BoxWriter& out) {
    const auto information = out.box("dinf");
    const auto references = out.box("dref", 0, 0);
    out.u32(1);
    const auto url = out.box("url ", 0, kSelfContained);
}

void writeVisualSampleEntry(BoxWriter& out, const TrackFormat& format) {
    const auto entry = out.box("avc1");
    out.zeros(6);
    out.u16(1); // data reference
    out.zeros(16);
    out.u16(format.width);
    out.u16(format.height);
    out.u32(0x480000); // 72 dpi
    out.u32(0x480000);
    out.u32(0);
    out.u16(1);    // frames a sample
    out.zeros(32); // compressor name
    out.u16(0x18); // depth
    out.u16(0xFFFF);
    const auto configuration = out.box("avcC");
    out.bytes(format.codecConfig);
}

void writeAudioSampleEntry(BoxWriter& out, const TrackFormat& format) {
    const auto entry = out.box("mp4a");
    out.zeros(6);
    out.u16(1);
    out.zeros(8);
    out.u16(format.channels);
    out.u16(16); // bits a sample, by convention
    out.zeros(4);
    out.u32(format.sampleRate <= 0xFFFF ? format.sampleRate << 16 : 0); // 16.16
    writeElementaryStream(out, format.codecConfig);
}

void writeEmptyTable(BoxWriter& out, std::string_view type) {
    const auto box = out.box(type, 0, 0);
    out.u32(0);
}

void writeSampleTable(BoxWriter& out, const TrackFormat& format) {
    const auto table = out.box("stbl");
    {
        const auto description = out.box("stsd", 0, 0);
        out.u32(1);
        if (format.kind == MediaKind::video) {
            writeVisualSampleEntry(out, format);
        } else {
            writeAudioSampleEntry(out, format);
        }
    }
    writeEmptyTable(out, "stts");
    writeEmptyTable(out, "stsc");
    {
        const auto sizes = out.box("stsz", 0, 0);
        out.zeros(8);
    }
    writeEmptyTable(out, "stco");
}

void writeMedia(BoxWriter& out, const TrackFormat& format) {
    const auto media = out.box("mdia");
    writeMediaHeader(out, format);
    writeHandler(out, format.kind);
    const auto information = out.box("minf");
    writeMediaInformationHeader(out, format.kind);
    writeDataInformation(out);
    writeSampleTable(out, format);
}

void writeMovieExtends(BoxWriter& out) {
    const auto extends = out.box("mvex");
    const auto defaults = out.box("trex", 0, 0);
    out.u32(kTrackId);
    out.u32(1);    // sample description
    out.zeros(12); // duration, size, flags: each chunk says its own
}

} // namespace

Bytes writeInitSection(const TrackFormat& format) {
    BoxWriter out;
    writeFileType(out);
    {
        const auto movie = out.box("moov");
        writeMovieHeader(out, format);
        {
            const auto track = out.box("trak");
            writeTrackHeader(out, format);
            writeMedia(out, format);
        }
        writeMovieExtends(out);
    }
    return out.take();
}

} // namespace tally::core
