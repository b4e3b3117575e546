// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/modes/get_load.h"

#include "tests/load/net/request.h"

namespace tally::load {
namespace {

using namespace std::chrono_literals;

constexpr int kOk = 200;
constexpr auto kReconnectDelay = 100ms;

} // namespace

GetLoad::GetLoad(const GetOptions& options)
    : m_options(options),
      m_request(getRequest(options.server, options.path)),
      m_measurement(options.serverPid),
      m_crowd(m_loop, options.server, options.connections, *this) {}

GetReport GetLoad::run() {
    m_crowd.open();
    m_loop.run();
    return report();
}

void GetLoad::onConnected(Connection& connection) {
    if (m_measuring) { // again, after a failure
        connection.send(m_request);
    } else if (m_crowd.connected()) {
        begin();
    }
}

void GetLoad::begin() {
    m_measuring = true;
    m_measurement.begin();
    for (const auto& connection : m_crowd) {
        connection->send(m_request);
    }
    m_loop.after(m_options.duration, [this] {
        m_measurement.end();
        m_loop.stop();
    });
}

bool GetLoad::wantsBody(Connection&, const ResponseHead&) {
    return false;
}

void GetLoad::onResponse(Connection& connection, const ResponseReader& response) {
    m_latency.add(Clock::now() - connection.sentAt());
    if (response.head()->status == kOk) {
        ++m_requests;
        m_bytes += response.head()->contentLength;
    } else {
        m_failures.addStatus(response.head()->status);
    }
    connection.send(m_request);
}

// The delay keeps a server that refuses from being asked as fast as we can.
void GetLoad::onFailed(Connection& connection, std::string_view reason) {
    m_failures.add(reason);
    m_loop.after(kReconnectDelay, [&connection] { connection.open(); });
}

GetReport GetLoad::report() const {
    GetReport report;
    report.requests = m_requests;
    report.bytes = m_bytes;
    report.errors = m_failures.total();
    report.failures = m_failures.byReason();
    report.seconds = m_measurement.seconds();
    report.requestsPerSecond = static_cast<double>(m_requests) / report.seconds;
    report.latencyMs = m_latency.latency();
    report.generator = m_measurement.generator();
    report.server = m_measurement.server();
    if (report.server && report.server->cpuSeconds > 0) {
        report.requestsPerServerCpuSecond = static_cast<double>(m_requests) / report.server->cpuSeconds;
    }
    return report;
}

} // namespace tally::load
