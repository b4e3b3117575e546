// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/measure/histogram.h"
#include "tests/load/measure/measurement.h"
#include "tests/load/media/track_publisher.h"
#include "tests/load/modes/failures.h"
#include "tests/load/net/event_loop.h"
#include "tests/load/net/slow_peer.h"

#include <boost/describe.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tally::load {

struct SlowOptions {
    Endpoint server;
    SlowKind kind = SlowKind::readers;
    std::string path;            // of readers, posts and heads
    std::optional<EventKey> key; // of bodies, which go to track "slow" of the event
    std::size_t connections = 100;
    std::size_t bytesPerSecond = 100;
    std::chrono::milliseconds duration{10'000};
    std::optional<pid_t> serverPid;
};

struct SlowReport {
    std::size_t connections = 0;
    std::size_t openAtEnd = 0;
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesSent = 0;
    std::map<std::string, std::uint64_t> answers; // by status
    Latency cutAfterMs;                           // of those that the server ended
    std::map<std::string, std::uint64_t> failures;
    OwnCost generator;
    std::optional<ServerCost> server;
};
BOOST_DESCRIBE_STRUCT(SlowReport, (),
                      (connections, openAtEnd, bytesRead, bytesSent, answers, cutAfterMs, failures, generator, server))

// Clients that take their time, and what the server does about them.
// Lives on one thread.
class SlowLoad {
public:
    explicit SlowLoad(const SlowOptions& options);

    SlowReport run();

private:
    void tick();
    void openSome();
    SlowReport report() const;

    SlowOptions m_options;
    SlowRequest m_request;
    EventLoop m_loop;
    Measurement m_measurement;
    std::vector<std::unique_ptr<SlowPeer>> m_peers;
    Clock::time_point m_end{};
    Clock::time_point m_nextTick{};
    Failures m_failures;
};

} // namespace tally::load
