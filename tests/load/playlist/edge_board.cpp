// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/playlist/edge_board.h"

#include "tests/load/net/request.h"
#include "tests/load/playlist/gunzip.h"

namespace tally::load {
namespace {

// Whoever is further behind reads again what the server says then.
constexpr std::size_t kMostKnown = 256;

constexpr const char* kPlaylist = "index.m3u8";

std::string blockingQuery(const PartPosition& position) {
    return "?_HLS_msn=" + std::to_string(position.msn) + "&_HLS_part=" + std::to_string(position.part);
}

} // namespace

EdgeBoard::EdgeBoard(const Endpoint& server, const std::string& event, const std::string& track)
    : m_server(server), m_folder("/live/" + event + "/" + track + "/") {}

std::string EdgeBoard::plainRequest() const {
    return getRequest(m_server, m_folder + kPlaylist);
}

std::shared_ptr<const NextRequests> EdgeBoard::find(const PartPosition& asked) const {
    const auto found = m_known.find(asked);
    return found == m_known.end() ? nullptr : found->second;
}

core::Result<std::shared_ptr<const NextRequests>> EdgeBoard::read(const PartPosition& asked,
                                                                  const ResponseReader& answer) {
    const auto edge = edgeOf(answer);
    if (!edge) {
        return core::propagate(edge);
    }
    if (edge->next <= asked) {
        return core::fail(core::ErrorCode::notFound, "a playlist without the part that was asked for");
    }
    const bool isAbsolute = edge->lastPart.starts_with('/');
    auto requests = std::make_shared<const NextRequests>(
        NextRequests{.next = edge->next,
                     .partRequest = getRequest(m_server, isAbsolute ? edge->lastPart : m_folder + edge->lastPart),
                     .reloadRequest = getRequest(m_server, m_folder + kPlaylist + blockingQuery(edge->next))});
    m_known[asked] = requests;
    if (m_known.size() > kMostKnown) {
        m_known.erase(m_known.begin());
    }
    return requests;
}

core::Result<PlaylistEdge> EdgeBoard::edgeOf(const ResponseReader& answer) const {
    if (!answer.head()->gzip) {
        return readPlaylistEdge(answer.body());
    }
    const auto text = gunzip(answer.body());
    return text ? readPlaylistEdge(*text) : core::propagate(text);
}

} // namespace tally::load
