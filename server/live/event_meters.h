// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/event_counts.h"

#include <atomic>
#include <chrono>
#include <cstddef>

namespace tally::server::live {

// What is counted of an event where it happens, without its lock. Any thread.
struct EventMeters {
    enum class Kind { playlist, media };
    enum class Caching { allowed, refused };

    void served(Kind kind, std::size_t bytes, Caching caching) {
        ++(kind == Kind::playlist ? playlists : media);
        bodyBytes += bytes;
        cacheable += caching == Caching::allowed ? 1 : 0;
    }

    void read(EventCounts& counts) const {
        counts.served = {playlists, media, bodyBytes, cacheable};
        counts.capturedToReceived = capturedToReceived.values();
        counts.receivedToPublished = receivedToPublished.values();
        counts.publishedToSent = publishedToSent.values();
    }

    std::atomic<std::uint64_t> playlists = 0;
    std::atomic<std::uint64_t> media = 0;
    std::atomic<std::uint64_t> bodyBytes = 0;
    std::atomic<std::uint64_t> cacheable = 0;
    LatencyHistogram capturedToReceived;
    LatencyHistogram receivedToPublished;
    LatencyHistogram publishedToSent;
};

} // namespace tally::server::live
