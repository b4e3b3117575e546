// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/load/measure/server_cost.h"

#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

namespace tally::load {
namespace {

std::string fileText(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

// The fields of stat are counted from behind the command's name in parentheses, which may hold spaces: utime and stime
// are the 12th and 13th.
core::Result<ProcessState> parseProcess(std::string_view stat, std::string_view status) {
    const auto name = stat.rfind(')');
    const auto resident = status.find("VmRSS:");
    if (name == std::string_view::npos || resident == std::string_view::npos) {
        return core::fail(core::ErrorCode::invalid, "this is no process in /proc");
    }
    std::istringstream fields{std::string(stat.substr(name + 1))};
    std::string skipped;
    for (int i = 0; i < 11; ++i) {
        fields >> skipped;
    }
    double userTicks = 0;
    double systemTicks = 0;
    ProcessState state;
    fields >> userTicks >> systemTicks;
    std::istringstream kibibytes{std::string(status.substr(resident + std::string_view("VmRSS:").size()))};
    kibibytes >> state.residentKib;
    if (!fields || !kibibytes) {
        return core::fail(core::ErrorCode::invalid, "this is no process in /proc");
    }
    state.cpuSeconds = (userTicks + systemTicks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    return state;
}

ServerCostMeter::ServerCostMeter(std::optional<pid_t> server) : m_server(server) {
    if (m_server) {
        m_cost = ServerCost{.residentKibBefore = read().residentKib};
    }
}

void ServerCostMeter::begin() {
    if (!m_server) {
        return;
    }
    const ProcessState now = read();
    m_cpuAtBegin = now.cpuSeconds;
    m_cost->residentKibBegin = m_begun ? m_cost->residentKibBegin : now.residentKib;
    m_begun = true;
}

void ServerCostMeter::end() {
    if (!m_server) {
        return;
    }
    const ProcessState now = read();
    m_cost->cpuSeconds += now.cpuSeconds - m_cpuAtBegin;
    m_cost->residentKibEnd = now.residentKib;
}

std::optional<ProcessState> ServerCostMeter::now() const {
    return m_server ? std::optional(read()) : std::nullopt;
}

ProcessState ServerCostMeter::read() const {
    const std::string folder = "/proc/" + std::to_string(*m_server);
    const auto state = parseProcess(fileText(folder + "/stat"), fileText(folder + "/status"));
    if (!state) {
        throw std::runtime_error("process " + std::to_string(*m_server) + ": " + state.error().detail);
    }
    return *state;
}

} // namespace tally::load
