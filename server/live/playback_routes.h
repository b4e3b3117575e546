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

    using Now = std::optional<net::Response>;

    core::Status mayPlay(const net::Request& request) const;
    Answer admit(net::Request& request, Answer (PlaybackRoutes::*method)(net::Request&));
    Now admitNow(net::Request& request, Now (PlaybackRoutes::*method)(net::Request&));
    Answer multivariant(net::Request& request);
    Answer playlist(net::Request& request);
    Answer part(net::Request& request);
    Answer segment(net::Request& request);
    Answer init(net::Request& request);
    // What needs neither a wait nor the disk: most of all requests.
    Now playlistNow(net::Request& request);
    Now partNow(net::Request& request);
    Now segmentNow(net::Request& request);

    LiveService& m_live;
    const PlaybackGate* m_gate;
};

} // namespace tally::server::live
