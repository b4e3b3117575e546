// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/ops/server_facts.h"

#include "server/net/net_counts.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <numeric>

namespace tally::server::ops {
namespace {

core::WallTime wallNow() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double processorSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
}

// proc(5): the second number of statm is the resident pages.
std::uint64_t residentBytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    statm >> size >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace

ServerFacts::ServerFacts(const net::NetCounts& counts, Limits limits)
    : m_counts(counts), m_limits(limits), m_startedAt(wallNow()) {}

core::OpsServer ServerFacts::read() const {
    core::OpsServer server;
    server.version = TALLY_VERSION;
    server.startedAt = m_startedAt;
    server.now = wallNow();
    server.connections = m_counts.open;
    server.connectionLimit = m_limits.connections;
    server.webSockets = m_counts.webSockets;
    server.connectionsRefused = m_counts.refused;
    server.responses = std::accumulate(m_counts.responses.begin(), m_counts.responses.end(), std::uint64_t{0});
    server.clientErrors = m_counts.responses[4];
    server.serverErrors = m_counts.responses[5];
    server.bodyBytes = m_counts.bodyBytes;
    server.cpuSeconds = processorSeconds();
    server.threads = m_limits.threads;
    server.memoryBytes = residentBytes();
    return server;
}

} // namespace tally::server::ops
