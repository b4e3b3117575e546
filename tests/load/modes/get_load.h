// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/measure/histogram.h"
#include "tests/load/measure/measurement.h"
#include "tests/load/modes/failures.h"
#include "tests/load/net/crowd.h"

#include <boost/describe.hpp>

#include <optional>
#include <string>

namespace tally::load {

struct GetOptions {
    Endpoint server;
    std::string path;
    std::size_t connections = 64;
    std::chrono::milliseconds duration{5000};
    std::optional<pid_t> serverPid;
};

struct GetReport {
    std::uint64_t requests = 0; // answered with 200 in the measured time
    std::uint64_t bytes = 0;    // of their bodies
    std::uint64_t errors = 0;
    std::map<std::string, std::uint64_t> failures;
    double seconds = 0;
    double requestsPerSecond = 0;
    std::optional<double> requestsPerServerCpuSecond;
    Latency latencyMs;
    OwnCost generator;
    std::optional<ServerCost> server;
};
BOOST_DESCRIBE_STRUCT(GetReport, (),
                      (requests, bytes, errors, failures, seconds, requestsPerSecond, requestsPerServerCpuSecond,
                       latencyMs, generator, server))

// Keep-alive GET of one path by so many connections, each with one request at a time, for so long. The time begins when
// all are connected. Lives on one thread.
class GetLoad : public ConnectionListener {
public:
    explicit GetLoad(const GetOptions& options);

    GetReport run();

    void onConnected(Connection& connection) override;
    bool wantsBody(Connection& connection, const ResponseHead& head) override;
    void onResponse(Connection& connection, const ResponseReader& response) override;
    void onFailed(Connection& connection, std::string_view reason) override;

private:
    void begin();
    GetReport report() const;

    GetOptions m_options;
    std::string m_request;
    EventLoop m_loop;
    Measurement m_measurement;
    Crowd m_crowd;
    bool m_measuring = false;
    std::uint64_t m_requests = 0;
    std::uint64_t m_bytes = 0;
    Failures m_failures;
    Histogram m_latency;
};

} // namespace tally::load
