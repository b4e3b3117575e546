// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/support/media.h"

#include "tests/core/support/hex.h"

namespace tally::test {

core::TrackFormat videoFormat() {
    core::TrackFormat format;
    format.kind = core::MediaKind::video;
    format.timescale = 90000;
    format.codecConfig = hex("01 42 c0 1f ff e1 00 04 67 42 c0 1f 01 00 02 68 ce");
    format.width = 320;
    format.height = 180;
    return format;
}

core::TrackFormat audioFormat() {
    core::TrackFormat format;
    format.kind = core::MediaKind::audio;
    format.timescale = 48000;
    format.codecConfig = hex("11 90");
    format.sampleRate = 48000;
    format.channels = 2;
    return format;
}

std::vector<core::Sample> samples(std::size_t count, std::uint64_t from, std::uint32_t duration, std::size_t gop,
                                  std::size_t size) {
    std::vector<core::Sample> made;
    for (std::size_t i = 0; i < count; ++i) {
        made.push_back({.data = core::Bytes(size, static_cast<std::byte>(i)),
                        .decodeTime = from + i * duration,
                        .duration = duration,
                        .sync = i % gop == 0});
    }
    return made;
}

} // namespace tally::test
