// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/net/endpoint.h"
#include "tests/load/net/response_reader.h"
#include "tests/load/playlist/playlist_edge.h"

#include <map>
#include <memory>
#include <string>

namespace tally::load {

// What a viewer does after an answer to a reload, ready to be sent.
struct NextRequests {
    PartPosition next;         // the part that the reload waits for
    std::string partRequest;   // of the newest part
    std::string reloadRequest; // blocking
};

// What all viewers of one track know: the first who gets the answer to a reload reads it, the others look up here what
// it says. So 10,000 viewers follow the playlists of the server at the cost of one that reads them.
// Lives on one thread.
class EdgeBoard {
public:
    EdgeBoard(const Endpoint& server, const std::string& event, const std::string& track);

    std::string plainRequest() const; // a reload that does not block

    // What the answer to the reload for `asked` says; absent: nobody has read it yet.
    std::shared_ptr<const NextRequests> find(const PartPosition& asked) const;

    // Reads the body of that answer. Error: invalid for what is no playlist; notFound where it lacks the part that was
    // asked for.
    core::Result<std::shared_ptr<const NextRequests>> read(const PartPosition& asked, const ResponseReader& answer);

private:
    core::Result<PlaylistEdge> edgeOf(const ResponseReader& answer) const;

    Endpoint m_server;
    std::string m_folder; // of the track, with a slash at the end
    std::map<PartPosition, std::shared_ptr<const NextRequests>> m_known;
};

} // namespace tally::load
