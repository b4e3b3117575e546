// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe.hpp>

#include <chrono>

namespace tally::load {

// What the generator itself cost while it measured.
struct OwnCost {
    double cpuSeconds = 0;
    double busy = 0;         // share of one core; over the measured time
    bool bottleneck = false; // busy > 0.9: the figures beside it are ours, not the server's
};
BOOST_DESCRIBE_STRUCT(OwnCost, (), (cpuSeconds, busy, bottleneck))

// Stretches of time in which something is measured, and what this process used of its core meanwhile.
// Lives on one thread.
class OwnCostMeter {
public:
    void begin();
    void end(); // of the stretch; may be followed by another begin()
    void spun(std::chrono::duration<double> time) { m_cpu -= time; } // of it, in which it only waited

    OwnCost cost() const;
    double seconds() const { return m_wall.count(); } // of all stretches

private:
    using Seconds = std::chrono::duration<double>;

    std::chrono::steady_clock::time_point m_beginWall{};
    Seconds m_beginCpu{};
    Seconds m_wall{};
    Seconds m_cpu{};
};

} // namespace tally::load
