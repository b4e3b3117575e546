// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/leftover_postmaster.h"

#include "server/store/unique_fd.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/syscall.h>

#include <csignal>
#include <fstream>
#include <optional>

namespace tally::server::store {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

// The first line of postmaster.pid, if that process works in the cluster's folder: numbers are used again.
std::optional<pid_t> runningPostmaster(const fs::path& cluster) {
    pid_t pid = 0;
    std::ifstream(cluster / "postmaster.pid") >> pid;
    if (pid <= 0) {
        return std::nullopt;
    }
    std::error_code error;
    const fs::path folder = fs::read_symlink(fmt::format("/proc/{}/cwd", pid), error);
    return !error && folder == fs::canonical(cluster, error) ? std::optional(pid) : std::nullopt;
}

bool endsWithin(const UniqueFd& process, std::chrono::milliseconds patience) {
    pollfd waited{process.get(), POLLIN, 0};
    return poll(&waited, 1, static_cast<int>(patience.count())) == 1;
}

} // namespace

core::Status waitForLeftoverPostmaster(const fs::path& cluster, std::chrono::milliseconds patience) {
    const auto pid = runningPostmaster(cluster);
    if (!pid) {
        return {};
    }
    const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, *pid, 0)));
    if (!process) {
        return {}; // gone meanwhile
    }
    spdlog::info("store: waiting for the PostgreSQL of the last run (pid {}) to end", *pid);
    if (endsWithin(process, patience)) {
        return {};
    }
    kill(*pid, SIGQUIT);
    if (endsWithin(process, patience)) {
        return {};
    }
    return core::fail(ErrorCode::unavailable,
                      fmt::format("another PostgreSQL (pid {}) still runs in {}", *pid, cluster.string()));
}

} // namespace tally::server::store
