// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/modes/viewer_load.h"

#include <stdexcept>

namespace tally::load {
namespace {

using namespace std::chrono_literals;

constexpr int kOk = 200;
constexpr unsigned kBacklogParts = 10;
constexpr std::uint64_t kPartsPerSegment = 5; // of a SyntheticTrack
constexpr auto kPartLength = 200ms;
constexpr auto kSettle = 2s; // from the first reload to what is measured

std::uint64_t ordinalOf(const PartPosition& position) {
    return position.msn * kPartsPerSegment + position.part;
}

} // namespace

ViewerLoad::ViewerLoad(const ViewerOptions& options)
    : m_options(options),
      m_measurement(options.serverPid),
      m_source(m_loop, options.server, options.event, options.track),
      m_board(options.server, options.event.event, options.track.name),
      m_crowd(m_loop, options.server, options.viewers, *this),
      m_viewers(options.viewers) {}

ViewerReport ViewerLoad::run() {
    m_source.publishBacklog(kBacklogParts, [this] { m_crowd.open(); });
    m_loop.run();
    return report();
}

// The first viewer asks where the stream is, and all start from there.
void ViewerLoad::onConnected(Connection& connection) {
    if (m_started) {
        m_viewers[connection.index()].position = {};
        m_viewers[connection.index()].asks = Viewer::Asks::playlist;
        connection.send(m_board.plainRequest());
    } else if (m_crowd.connected()) {
        m_crowd[0].send(m_board.plainRequest());
    }
}

bool ViewerLoad::wantsBody(Connection& connection, const ResponseHead& head) {
    const Viewer& viewer = m_viewers[connection.index()];
    const bool isPlaylist = viewer.asks == Viewer::Asks::playlist && head.status == kOk;
    // Where it asked from nowhere it has to read.
    return isPlaylist && (viewer.position == PartPosition{} || !m_board.find(viewer.position));
}

void ViewerLoad::onResponse(Connection& connection, const ResponseReader& response) {
    Viewer& viewer = m_viewers[connection.index()];
    if (response.head()->status != kOk) {
        m_failures.addStatus(response.head()->status);
        viewer.position = {};
        viewer.asks = Viewer::Asks::playlist;
        connection.send(m_board.plainRequest());
        return;
    }
    m_counts.bytes += m_measuring ? response.head()->contentLength : 0;
    if (viewer.asks == Viewer::Asks::playlist) {
        takePlaylist(connection, viewer, response);
    } else {
        m_counts.parts += m_measuring ? 1 : 0;
        reload(connection, viewer);
    }
}

void ViewerLoad::takePlaylist(Connection& connection, Viewer& viewer, const ResponseReader& response) {
    m_counts.playlists += m_measuring ? 1 : 0;
    noteAnswered(viewer.position);
    viewer.next = response.keepsBody() ? nullptr : m_board.find(viewer.position);
    if (!viewer.next) {
        const auto read = m_board.read(viewer.position, response);
        if (!read) {
            throw std::runtime_error("the playlist: " + read.error().detail);
        }
        viewer.next = *read;
    }
    if (!m_started) {
        startViewers();
        return;
    }
    viewer.asks = Viewer::Asks::part;
    connection.send(viewer.next->partRequest);
}

void ViewerLoad::startViewers() {
    m_started = true;
    const auto next = m_viewers[0].next;
    m_firstOrdinal = ordinalOf(next->next);
    for (const auto& connection : m_crowd) {
        Viewer& viewer = m_viewers[connection->index()];
        viewer.next = next;
        reload(*connection, viewer);
    }
    publishForEver(Clock::now() + kPartLength);
    m_loop.after(kSettle, [this] { measure(); });
}

void ViewerLoad::reload(Connection& connection, Viewer& viewer) {
    viewer.asks = Viewer::Asks::playlist;
    viewer.position = viewer.next->next;
    connection.send(viewer.next->reloadRequest);
}

void ViewerLoad::publishForEver(Clock::time_point due) {
    m_loop.at(due, [this, due] {
        m_publishedAt.push_back(m_source.publishNext());
        m_counts.published += m_measuring ? 1 : 0;
        publishForEver(due + kPartLength);
    });
}

void ViewerLoad::noteAnswered(const PartPosition& position) {
    const std::uint64_t ordinal = ordinalOf(position);
    if (m_measuring && ordinal >= m_firstOrdinal && ordinal - m_firstOrdinal < m_publishedAt.size()) {
        m_playlistLatency.add(Clock::now() - m_publishedAt[ordinal - m_firstOrdinal]);
    }
}

void ViewerLoad::measure() {
    m_measuring = true;
    m_measurement.begin();
    m_loop.after(m_options.duration, [this] {
        m_measurement.end();
        m_loop.stop();
    });
}

void ViewerLoad::onFailed(Connection& connection, std::string_view reason) {
    m_failures.add(reason);
    m_loop.after(kPartLength, [&connection] { connection.open(); });
}

ViewerReport ViewerLoad::report() const {
    ViewerReport report = m_counts;
    report.viewers = m_options.viewers;
    report.errors = m_failures.total() + m_source.counts().failures.total();
    report.failures = m_failures.byReason();
    for (const auto& [what, count] : m_source.counts().failures.byReason()) {
        report.failures[what] += count;
    }
    report.seconds = m_measurement.seconds();
    report.followed = static_cast<double>(report.parts) / static_cast<double>(report.published * m_options.viewers);
    report.playlistMs = m_playlistLatency.latency();
    report.generator = m_measurement.generator();
    report.server = m_measurement.server();
    if (report.server) {
        const auto requests = static_cast<double>(report.playlists + report.parts);
        report.serverMicrosecondsPerRequest = report.server->cpuSeconds * 1e6 / requests;
    }
    return report;
}

} // namespace tally::load
