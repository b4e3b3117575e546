// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/track_run.h"

#include "core/cmaf/byte_cursor.h"
#include "core/cmaf/fragment_flags.h"

namespace tally::core {
namespace {

bool isSync(std::uint32_t flags) {
    return (flags & sample_flags::kIsNonSyncBit) == 0;
}

std::uint64_t bytesPerRow(std::uint32_t flags) {
    std::uint64_t bytes = 0;
    for (const std::uint32_t column : {trun::kDuration, trun::kSize, trun::kFlags, trun::kCompositionOffset}) {
        bytes += (flags & column) != 0 ? 4 : 0;
    }
    return bytes;
}

void addRows(ByteCursor& cursor, std::uint32_t flags, const SampleDefaults& defaults, TrackRun& run) {
    for (std::uint32_t i = 0; i < run.samples; ++i) {
        run.duration += (flags & trun::kDuration) != 0 ? cursor.u32() : defaults.duration;
        run.bytes += (flags & trun::kSize) != 0 ? cursor.u32() : defaults.size;
        const std::uint32_t sampleFlags = (flags & trun::kFlags) != 0 ? cursor.u32() : defaults.flags;
        cursor.skip((flags & trun::kCompositionOffset) != 0 ? 4 : 0);
        if (i == 0 && (flags & trun::kFirstSampleFlags) == 0) {
            run.startsWithSync = isSync(sampleFlags);
        }
    }
}

} // namespace

Result<FragmentHeader> parseFragmentHeader(ByteView tfhdBody, const SampleDefaults& ofMovie) {
    FragmentHeader header{.defaults = ofMovie};
    ByteCursor cursor(tfhdBody);
    const std::uint32_t flags = cursor.u32() & 0xFFFFFF;
    cursor.skip(4); // track
    header.absoluteOffsets = (flags & tfhd::kBaseDataOffset) != 0;
    cursor.skip(header.absoluteOffsets ? 8 : 0);
    cursor.skip((flags & tfhd::kSampleDescription) != 0 ? 4 : 0);
    header.defaults.duration = (flags & tfhd::kDefaultDuration) != 0 ? cursor.u32() : ofMovie.duration;
    header.defaults.size = (flags & tfhd::kDefaultSize) != 0 ? cursor.u32() : ofMovie.size;
    header.defaults.flags = (flags & tfhd::kDefaultFlags) != 0 ? cursor.u32() : ofMovie.flags;
    return cursor.failed() ? Result<FragmentHeader>(fail(ErrorCode::invalid, "tfhd is cut")) : header;
}

Result<TrackRun> parseTrackRun(ByteView trunBody, const SampleDefaults& defaults) {
    ByteCursor cursor(trunBody);
    const std::uint32_t flags = cursor.u32() & 0xFFFFFF;
    TrackRun run;
    run.samples = cursor.u32();
    if ((flags & trun::kDataOffset) != 0) {
        run.dataOffset = static_cast<std::int32_t>(cursor.u32());
    }
    const std::uint32_t firstFlags = (flags & trun::kFirstSampleFlags) != 0 ? cursor.u32() : defaults.flags;
    run.startsWithSync = run.samples > 0 && isSync(firstFlags);
    if (cursor.failed() || bytesPerRow(flags) * run.samples > cursor.rest().size()) {
        return fail(ErrorCode::invalid, "trun has fewer samples than it says");
    }
    if (bytesPerRow(flags) == 0) {
        run.duration = std::uint64_t{run.samples} * defaults.duration;
        run.bytes = std::uint64_t{run.samples} * defaults.size;
    } else {
        addRows(cursor, flags, defaults, run);
    }
    return run;
}

} // namespace tally::core
