// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/live/interfaces.h"
#include "server/net/http.h"

#include <memory>
#include <string>

namespace tally::server::net {
class Router;
}

namespace tally::server::live {

class EventStream;
class LiveService;

// POST and GET /ingest/v1/{event}/{track}: CMAF from an encoder (DESIGN §5, Ingest). Any thread.
class IngestRoutes {
public:
    IngestRoutes(LiveService& live, const IngestGate& gate) : m_live(live), m_gate(gate) {}

    void registerRoutes(net::Router& router);

private:
    using Answer = boost::asio::awaitable<net::Response>;

    core::Result<std::shared_ptr<EventStream>> streamFor(const net::Request& request) const;
    Answer ingest(net::Request& request);
    Answer position(net::Request& request);

    LiveService& m_live;
    const IngestGate& m_gate;
};

} // namespace tally::server::live
