// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/measure/own_cost.h"
#include "tests/load/measure/server_cost.h"

namespace tally::load {

// Both ends of what is measured, over the same stretches of time. Lives on one thread.
class Measurement {
public:
    explicit Measurement(std::optional<pid_t> server) : m_server(server) {} // no load yet

    void begin() {
        m_server.begin();
        m_own.begin();
    }
    void end() {
        m_own.end();
        m_server.end();
    }

    void spun(std::chrono::duration<double> time) { m_own.spun(time); }

    double seconds() const { return m_own.seconds(); }
    OwnCost generator() const { return m_own.cost(); }
    std::optional<ProcessState> serverNow() const { return m_server.now(); }
    std::optional<ServerCost> server() const { return m_server.cost(); }

private:
    ServerCostMeter m_server;
    OwnCostMeter m_own;
};

} // namespace tally::load
