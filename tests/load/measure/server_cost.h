// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <boost/describe.hpp>
#include <sys/types.h>

#include <optional>
#include <string_view>

namespace tally::load {

// A process as /proc shows it.
struct ProcessState {
    double cpuSeconds = 0;  // utime + stime, in steps of 10 ms
    double residentKib = 0; // VmRSS
    bool operator==(const ProcessState&) const = default;
};

// proc(5): the text of /proc/PID/stat and /proc/PID/status. Error: invalid.
core::Result<ProcessState> parseProcess(std::string_view stat, std::string_view status);

// What the watched server cost while it was measured.
struct ServerCost {
    double cpuSeconds = 0;
    double residentKibBefore = 0; // before the first connection
    double residentKibBegin = 0;  // of the measured time
    double residentKibEnd = 0;
};
BOOST_DESCRIBE_STRUCT(ServerCost, (), (cpuSeconds, residentKibBefore, residentKibBegin, residentKibEnd))

// Reads what a process has used at the moments that matter. Without a pid it measures nothing.
// Lives on one thread.
class ServerCostMeter {
public:
    explicit ServerCostMeter(std::optional<pid_t> server); // no load yet

    void begin();
    void end(); // may be followed by another begin(): CPU adds up, the last residentKibEnd counts
    std::optional<ProcessState> now() const;
    std::optional<ServerCost> cost() const { return m_cost; }

private:
    ProcessState read() const; // throws std::runtime_error when the process is gone

    std::optional<pid_t> m_server;
    std::optional<ServerCost> m_cost;
    bool m_begun = false;
    double m_cpuAtBegin = 0;
};

} // namespace tally::load
