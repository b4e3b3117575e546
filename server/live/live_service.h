// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/event_stream.h"
#include "server/live/interfaces.h"
#include "server/net/http.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

namespace tally::server::net {
class Router;
}

namespace tally::server::live {

struct LiveOptions {
    std::filesystem::path folder;    // what must survive a restart
    std::chrono::seconds window{30}; // of each playlist
};

// Ingest and origin of all events. Any thread.
class LiveService : public LiveEvents {
public:
    LiveService(LiveOptions options, const IngestGate& gate);

    void registerRoutes(net::Router& router);
    void savePositions(); // each second and at the end: msn never go back over a restart

    core::Status open(const EventSettings& settings) override;
    std::optional<core::WallTime> liveEdge(std::string_view event) const override;
    bool onAir(std::string_view event) const override;
    void setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) override;

private:
    using Answer = boost::asio::awaitable<net::Response>;

    std::shared_ptr<EventStream> find(std::string_view event) const;
    Answer ingest(net::Request& request);
    Answer position(net::Request& request);
    Answer multivariant(net::Request& request);
    Answer playlist(net::Request& request);
    Answer part(net::Request& request);
    Answer segment(net::Request& request);
    Answer init(net::Request& request);
    EventPosition readPosition(const std::string& slug) const;

    LiveOptions m_options;
    const IngestGate& m_gate;
    mutable std::shared_mutex m_mutex; // guards m_events
    std::map<std::string, std::shared_ptr<EventStream>, std::less<>> m_events;
};

} // namespace tally::server::live
