// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/switcher.h"

#include <cstdint>
#include <QByteArray>
#include <string>
#include <variant>
#include <vector>

// Media for tests of the uplink, which does not look into it: an init section or a part is
//
//   byte 0      'I' or 'P'
//   bytes 1–8   decode time, big-endian; 0 for an init section
//   bytes 9–12  length of what follows, big-endian
namespace tally::tests {

inline constexpr std::uint64_t kPartTicks = 18000; // 200 ms of 90 kHz

core::SharedBytes sampleInit();

// The part of the given number on track v720, `size` bytes as a whole; every fifth starts with sync.
gst::EncodedPart samplePart(std::uint64_t number, std::size_t size = 1000);

struct SampleBody {
    std::size_t inits = 0;
    std::vector<std::uint64_t> decodeTimes;
    bool whole = true; // nothing was left at the end
};

SampleBody readSampleBody(const QByteArray& body);

} // namespace tally::tests
