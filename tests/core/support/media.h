// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/media/sample.h"
#include "core/media/track_format.h"

#include <cstdint>
#include <vector>

// Small tracks for tests.
namespace tally::test {

core::TrackFormat videoFormat(); // 320×180, avc1.42c01f, 90 kHz
core::TrackFormat audioFormat(); // 48 kHz stereo AAC-LC

// `count` samples back to back, each of `size` bytes; the first one of every `gop` is a sync sample.
std::vector<core::Sample> samples(std::size_t count, std::uint64_t from, std::uint32_t duration, std::size_t gop = 1,
                                  std::size_t size = 5);

} // namespace tally::test
