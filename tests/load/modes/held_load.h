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

struct HeldOptions {
    Endpoint server;
    EventKey event;
    TrackPlan track;
    std::size_t viewers = 1000;
    std::chrono::milliseconds duration{10'000};
    std::chrono::milliseconds period{1000}; // from one part to the next; below what the server holds a request
    std::optional<pid_t> serverPid;
};

struct HeldReport {
    std::size_t viewers = 0;
    std::uint64_t parts = 0;
    std::uint64_t answers = 0; // 200 after the part
    std::uint64_t errors = 0;
    std::map<std::string, std::uint64_t> failures;
    Latency answeredMs; // from before the part's first byte left to the whole playlist with it, over all parts
    std::vector<Latency> answeredMsOfPart;
    Latency firstAnsweredMs; // the first viewer of each part
    OwnCost generator;       // from each part to its last answer
    std::optional<ServerCost> server;
    std::vector<double> serverResidentKib; // at each part, with all viewers held
};
BOOST_DESCRIBE_STRUCT(HeldReport, (),
                      (viewers, parts, answers, errors, failures, answeredMs, answeredMsOfPart, firstAnsweredMs,
                       generator, server, serverResidentKib))

// All viewers hold a blocking reload for the next part, this publishes it, all are answered; again and again. A viewer
// asks again when all have been answered, so that what is measured is the answering alone.
// Lives on one thread.
class HeldLoad : public ConnectionListener {
public:
    explicit HeldLoad(const HeldOptions& options);

    HeldReport run();

    void onConnected(Connection& connection) override;
    bool wantsBody(Connection& connection, const ResponseHead& head) override;
    void onResponse(Connection& connection, const ResponseReader& response) override;
    void onFailed(Connection& connection, std::string_view reason) override;

private:
    enum class Phase { connecting, finding, holding, answering, resting };

    void findEdge();
    void hold();
    void publish();
    void takeAnswer(const ResponseReader& response);
    void endRound();
    HeldReport report() const;

    HeldOptions m_options;
    EventLoop m_loop;
    Measurement m_measurement;
    LiveSource m_source;
    EdgeBoard m_board;
    Crowd m_crowd;
    Phase m_phase = Phase::connecting;
    PartPosition m_asked;
    std::string m_request;     // of all viewers
    std::size_t m_missing = 0; // answers to this part
    Clock::time_point m_publishedAt{};
    Clock::time_point m_end{};
    std::uint64_t m_parts = 0;
    Failures m_failures;
    Histogram m_all;
    Histogram m_ofPart;
    Histogram m_first;
    std::vector<Latency> m_latencies;
    std::vector<double> m_residentKib;
};

} // namespace tally::load
