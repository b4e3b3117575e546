// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

namespace tally::server::net {
class Router;
}

namespace tally::server::live {

class LiveService;

// /live/{event}/…: playlists, parts, segments and init sections (DESIGN §5, Publishing). Any thread.
class PlaybackRoutes {
public:
    explicit PlaybackRoutes(LiveService& live) : m_live(live) {}

    void registerRoutes(net::Router& router);

private:
    using Answer = boost::asio::awaitable<net::Response>;

    Answer multivariant(net::Request& request);
    Answer playlist(net::Request& request);
    Answer part(net::Request& request);
    Answer segment(net::Request& request);
    Answer init(net::Request& request);

    LiveService& m_live;
};

} // namespace tally::server::live
