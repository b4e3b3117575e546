// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/measure/histogram.h"
#include "tests/load/measure/measurement.h"
#include "tests/load/media/live_source.h"
#include "tests/load/net/crowd.h"
#include "tests/load/playlist/edge_board.h"

#include <boost/describe.hpp>

#include <optional>
#include <vector>

namespace tally::load {

struct ViewerOptions {
    Endpoint server;
    EventKey event;
    TrackPlan track;
    std::size_t viewers = 1000;
    std::chrono::milliseconds duration{10'000};
    std::optional<pid_t> serverPid;
};

struct ViewerReport {
    std::size_t viewers = 0;
    std::uint64_t published = 0; // parts, in the measured time, one each 200 ms
    std::uint64_t playlists = 0; // answered with 200
    std::uint64_t parts = 0;     // answered with 200
    std::uint64_t bytes = 0;     // of both
    std::uint64_t errors = 0;
    std::map<std::string, std::uint64_t> failures;
    double seconds = 0;
    double followed = 0; // share of parts × viewers that was fetched; below 1 the server did not keep up
    Latency playlistMs;  // from the publishing of a part to the whole playlist with it
    std::optional<double> serverMicrosecondsPerRequest; // CPU
    OwnCost generator;
    std::optional<ServerCost> server;
};
BOOST_DESCRIBE_STRUCT(ViewerReport, (),
                      (viewers, published, playlists, parts, bytes, errors, failures, seconds, followed, playlistMs,
                       serverMicrosecondsPerRequest, generator, server))

// Viewers at the live edge of an event that this publishes in real time: each holds a blocking reload, fetches the
// part that it brings, and reloads again.
// Lives on one thread.
class ViewerLoad : public ConnectionListener {
public:
    explicit ViewerLoad(const ViewerOptions& options);

    ViewerReport run();

    void onConnected(Connection& connection) override;
    bool wantsBody(Connection& connection, const ResponseHead& head) override;
    void onResponse(Connection& connection, const ResponseReader& response) override;
    void onFailed(Connection& connection, std::string_view reason) override;

private:
    // What a viewer has asked for last.
    struct Viewer {
        enum class Asks { playlist, part };

        Asks asks = Asks::playlist;
        PartPosition position;                    // the part that the reload waits for
        std::shared_ptr<const NextRequests> next; // after the part
    };

    void startViewers();
    void publishForEver(Clock::time_point due);
    void measure();
    void takePlaylist(Connection& connection, Viewer& viewer, const ResponseReader& response);
    void reload(Connection& connection, Viewer& viewer);
    void noteAnswered(const PartPosition& position);
    ViewerReport report() const;

    ViewerOptions m_options;
    EventLoop m_loop;
    Measurement m_measurement;
    LiveSource m_source;
    EdgeBoard m_board;
    Crowd m_crowd;
    std::vector<Viewer> m_viewers; // by index of the connection
    bool m_started = false;
    bool m_measuring = false;
    std::uint64_t m_firstOrdinal = 0;               // of the first part that is published in real time
    std::vector<Clock::time_point> m_publishedAt{}; // from that one on
    Histogram m_playlistLatency;
    ViewerReport m_counts;
    Failures m_failures;
};

} // namespace tally::load
