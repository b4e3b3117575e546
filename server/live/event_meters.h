// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/event_counts.h"
#include "server/net/http.h"

#include <atomic>
#include <chrono>
#include <cstddef>

namespace tally::server::live {

// What is counted of an event where it happens, without its lock. Any thread.
struct EventMeters {
    enum class Kind { playlist, media };
    enum class Caching { allowed, refused };

    // Counts what goes out of one kind.
    class Sent : public net::ResponseMeter {
    public:
        Sent(EventMeters& meters, Kind kind) : m_meters(meters), m_kind(kind) {}
        void sent(const net::Response& response, bool wasHeld) override {
            m_meters.served(m_kind, response.bodySize(), Caching::allowed);
            if (wasHeld) {
                m_meters.publishedToSent.observe(std::chrono::steady_clock::now() - m_meters.published.load());
            }
        }

    private:
        EventMeters& m_meters; // has this
        Kind m_kind;
    };

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
    std::atomic<std::chrono::steady_clock::time_point> published{}; // the last part
    Sent playlistSent{*this, Kind::playlist};
    Sent mediaSent{*this, Kind::media};
};

} // namespace tally::server::live
