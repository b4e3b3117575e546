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
    using Answer = boost::asio::awaitable<net::Response>;

    Answer admit(net::Request& request, Answer (PlaybackRoutes::*method)(net::Request&));
    Answer multivariant(net::Request& request);
    Answer playlist(net::Request& request);
    Answer part(net::Request& request);
    Answer segment(net::Request& request);
    Answer init(net::Request& request);

    LiveService& m_live;
    const PlaybackGate* m_gate;
};

} // namespace tally::server::live
