// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/measure/own_cost.h"

#include <sys/resource.h>

namespace tally::load {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr double kBottleneck = 0.9;

Seconds secondsOf(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

Seconds cpuOfThisProcess() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
}

} // namespace

void OwnCostMeter::begin() {
    m_beginWall = std::chrono::steady_clock::now();
    m_beginCpu = cpuOfThisProcess();
}

void OwnCostMeter::end() {
    m_wall += std::chrono::steady_clock::now() - m_beginWall;
    m_cpu += cpuOfThisProcess() - m_beginCpu;
}

OwnCost OwnCostMeter::cost() const {
    const double busy = m_wall.count() > 0 ? m_cpu / m_wall : 0;
    return {.cpuSeconds = m_cpu.count(), .busy = busy, .bottleneck = busy > kBottleneck};
}

} // namespace tally::load
