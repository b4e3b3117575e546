// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"
#include "server/live/latency_histogram.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tally::server::live {

// Who sent a track lately.
struct PublisherCount {
    std::string name;
    std::chrono::milliseconds since{};
};

// What came of one track since the server began.
struct TrackCounts {
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint64_t partsOverTarget = 0;    // Apple's player refuses such a stream
    std::uint64_t segmentsOverTarget = 0; // too: they last longer than the target duration
    std::uint64_t keyFramesMissing = 0;   // times that none came for three segments
    std::uint64_t partsLate = 0;          // by more than a part target, against the most punctual before
    double jitterSeconds = 0;             // of their arrival, smoothed
    // From the capture of the last chunk's end to its arrival here, by both machines' clocks; unknown without prft.
    std::optional<std::chrono::milliseconds> delay{};
    std::string kind{};      // "video", "audio"
    std::uint32_t width = 0; // of the picture
    std::uint32_t height = 0;
    bool current = false;     // of the newest session
    bool silent = false;      // others of its session go on
    bool notStored = false;   // the disk does not take it now
    std::size_t segments = 0; // in the window
    double windowSeconds = 0;
    double viewers = 0; // by playlist requests
    std::optional<std::chrono::milliseconds> sinceLastChunk{};
    std::vector<core::IngestWarning> warnings{};
    std::vector<PublisherCount> publishers{};
};

// What went out, since the server began.
struct ServedCounts {
    std::uint64_t playlists = 0; // requests
    std::uint64_t media = 0;     // requests for parts, segments and init sections
    std::uint64_t bytes = 0;     // of bodies
    std::uint64_t cacheable = 0; // of these requests, those whose answer a cache may keep for all viewers
    std::uint64_t errors = 0;    // other requests, which were refused: caches keep that for a second
};

struct EventCounts {
    bool onAir = false;
    bool ended = false;
    std::optional<std::chrono::milliseconds> sinceLastPart{};
    double partTargetSeconds = 0;
    std::chrono::seconds windowLimit{};
    std::size_t held = 0;        // requests that wait for the next part
    double viewers = 0;          // by playlist requests
    std::uint64_t diskBytes = 0; // the window of all tracks
    ServedCounts served;
    LatencyHistogram::Values capturedToReceived{}; // of chunks with a prft, by both machines' clocks
    LatencyHistogram::Values receivedToPublished{};
    LatencyHistogram::Values publishedToSent{}; // the first byte of what was held, given to its connection
    std::map<std::string, TrackCounts> tracks{};
};

} // namespace tally::server::live
