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
    // What stands at one viewer's own address, with his token in it, a cache may keep, but for nobody else.
    enum class Address { ofAll, ofOne };

    // Counts what goes out of one kind.
    class Sent : public net::ResponseMeter {
    public:
        Sent(EventMeters& meters, Kind kind, Address address) : m_meters(meters), m_kind(kind), m_address(address) {}
        void sent(const net::Response& response, bool wasHeld) override {
            m_meters.served(m_kind, response.bodySize(), m_address);
            if (wasHeld) {
                m_meters.publishedToSent.observe(std::chrono::steady_clock::now() - m_meters.published.load());
            }
        }

    private:
        EventMeters& m_meters; // has this
        Kind m_kind;
        Address m_address;
    };

    class Refused : public net::ResponseMeter {
    public:
        explicit Refused(EventMeters& meters) : m_meters(meters) {}
        void sent(const net::Response&, bool) override { ++m_meters.errors; }

    private:
        EventMeters& m_meters; // has this
    };

    void served(Kind kind, std::size_t bytes, Address address) {
        ++(kind == Kind::playlist ? playlists : media);
        bodyBytes += bytes;
        cacheable += address == Address::ofAll ? 1 : 0;
    }

    Sent& meterOf(Kind kind, Address address) {
        if (kind == Kind::playlist) {
            return address == Address::ofAll ? playlistSent : ownPlaylistSent;
        }
        return address == Address::ofAll ? mediaSent : ownMediaSent;
    }

    void read(EventCounts& counts) const {
        counts.served = {playlists, media, bodyBytes, cacheable, errors};
        counts.capturedToReceived = capturedToReceived.values();
        counts.receivedToPublished = receivedToPublished.values();
        counts.publishedToSent = publishedToSent.values();
    }

    std::atomic<std::uint64_t> playlists = 0;
    std::atomic<std::uint64_t> media = 0;
    std::atomic<std::uint64_t> bodyBytes = 0;
    std::atomic<std::uint64_t> cacheable = 0;
    std::atomic<std::uint64_t> errors = 0;
    LatencyHistogram capturedToReceived;
    LatencyHistogram receivedToPublished;
    LatencyHistogram publishedToSent;
    std::atomic<std::chrono::steady_clock::time_point> published{}; // the last part
    Sent playlistSent{*this, Kind::playlist, Address::ofAll};
    Sent mediaSent{*this, Kind::media, Address::ofAll};
    Sent ownPlaylistSent{*this, Kind::playlist, Address::ofOne};
    Sent ownMediaSent{*this, Kind::media, Address::ofOne};
    Refused refused{*this};
};

} // namespace tally::server::live
