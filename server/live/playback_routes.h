// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

namespace tally::server::net {
class Router;
}

namespace tally::server::live {

class LiveService;
class PlaybackGate;

// /live/{event}/… and, with a playback token, /live/t/{token}/{event}/…: playlists, parts, segments and init sections
// (DESIGN §5, Publishing). Any thread.
class PlaybackRoutes {
public:
    // Without a gate all may play, and there are no tokens.
    explicit PlaybackRoutes(LiveService& live, const PlaybackGate* gate = nullptr) : m_live(live), m_gate(gate) {}

    void registerRoutes(net::Router& router);

private:
    using Now = std::optional<net::Response>;

    core::Status mayPlay(const net::Request& request) const;
    Now admit(net::Request& request, Now (PlaybackRoutes::*method)(net::Request&));
    Now multivariant(net::Request& request);
    Now playlist(net::Request& request);
    Now part(net::Request& request);
    Now segment(net::Request& request); // nothing: it is no more in memory
    boost::asio::awaitable<net::Response> storedSegment(net::Request& request);
    Now init(net::Request& request);

    LiveService& m_live;
    const PlaybackGate* m_gate;
};

} // namespace tally::server::live
