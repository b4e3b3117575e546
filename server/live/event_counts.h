// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tally::server::live {

// What came of one track since the server began.
struct TrackCounts {
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint64_t partsOverTarget = 0;    // Apple's player refuses such a stream
    std::uint64_t segmentsOverTarget = 0; // too: they last longer than the target duration
    // From the capture of the last chunk's end to its arrival here, by both machines' clocks; unknown without prft.
    std::optional<std::chrono::milliseconds> delay;
    std::size_t segments = 0; // in the window
};

struct EventCounts {
    bool onAir = false;
    std::size_t held = 0; // requests that wait for the next part
    std::map<std::string, TrackCounts> tracks;
};

} // namespace tally::server::live
