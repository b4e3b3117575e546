// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/private_cluster.h"

#include "server/store/leftover_postmaster.h"
#include "server/store/postgres_binaries.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>

#include <csignal>

namespace tally::server::store {

namespace fs = std::filesystem;
using core::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr auto kLeftoverPatience = 10s;
constexpr auto kReadyInterval = 10ms;

// Small in memory, nothing of durability given up. JIT costs more than it saves on statements of milliseconds.
constexpr const char* kSettings[] = {
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=20",
    "shared_buffers=32MB",
    "jit=off",
    "fsync=on",
    "recovery_init_sync_method=syncfs", // a fsync for each of a thousand files makes a recovery take seconds
    "synchronous_commit=on",
    "full_page_writes=on",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=256MB",
    "max_parallel_workers=0",
    "log_destination=stderr",
    "logging_collector=off",
    "log_checkpoints=off",
    "log_min_messages=warning",
    "log_min_error_statement=panic",
};

core::Result<ClusterOwners> findOwners(const std::string& runAs) {
    auto server = currentUser();
    if (!server) {
        return core::propagate(server);
    }
    auto postgres = server->uid == 0 ? findUser(runAs) : server;
    if (!postgres) {
        return core::fail(ErrorCode::notFound, "PostgreSQL does not run as root: " + postgres.error().detail +
                                                   "; name one that it may run as");
    }
    return ClusterOwners{std::move(*server), std::move(*postgres)};
}

core::Result<UniqueFd> lockCluster(const fs::path& dataFolder) {
    std::error_code error;
    fs::create_directories(dataFolder, error);
    const fs::path path = dataFolder / "postgres.lock";
    UniqueFd fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd) {
        return core::fail(ErrorCode::unavailable, fmt::format("cannot write {}: {}", path.string(), strerror(errno)));
    }
    if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        return core::fail(ErrorCode::unavailable, "another server uses " + dataFolder.string());
    }
    return fd;
}

// unix_socket_directories is a list: a path with a comma or a space stands in double quotes.
std::string listEntry(const fs::path& path) {
    std::string text = "\"";
    for (const char c : path.string()) {
        text += c == '"' ? std::string("\"\"") : std::string{c};
    }
    return text + "\"";
}

ChildCommand postmasterCommand(const ClusterFolder& folder, const fs::path& binaries, const SystemUser& user) {
    ChildCommand command{binaries / "postgres", {"-D", folder.data.string()}, user, folder.data, SIGINT};
    for (const char* setting : kSettings) {
        command.arguments.insert(command.arguments.end(), {"-c", setting});
    }
    command.arguments.insert(command.arguments.end(), {"-c", "unix_socket_directories=" + listEntry(folder.socket)});
    return command;
}

} // namespace

core::Result<std::unique_ptr<PrivateCluster>> PrivateCluster::start(const PrivateClusterSettings& settings) {
    const auto binaries = findPostgresBinaries(settings.binFolder);
    if (!binaries) {
        return core::propagate(binaries);
    }
    const auto owners = findOwners(settings.runAs);
    if (!owners) {
        return core::propagate(owners);
    }
    auto lock = lockCluster(settings.dataFolder);
    if (!lock) {
        return core::propagate(lock);
    }
    const auto leftover = waitForLeftoverPostmaster(settings.dataFolder / "postgres", kLeftoverPatience);
    if (!leftover) {
        return core::propagate(leftover);
    }
    auto folder = prepareClusterFolder(settings.dataFolder, *binaries, *owners);
    if (!folder) {
        return core::propagate(folder);
    }
    auto command = postmasterCommand(*folder, *binaries, owners->postgres);
    std::unique_ptr<PrivateCluster> cluster(
        new PrivateCluster(std::move(*lock), std::move(*folder), std::move(command)));
    const auto ready = cluster->waitUntilReady(settings.startDeadline);
    return ready ? core::Result<std::unique_ptr<PrivateCluster>>(std::move(cluster)) : core::propagate(ready);
}

PrivateCluster::PrivateCluster(UniqueFd lock, ClusterFolder folder, ChildCommand command)
    : m_lock(std::move(lock)), m_folder(std::move(folder)), m_supervisor(std::move(command)) {}

core::Status PrivateCluster::waitUntilReady(std::chrono::milliseconds deadline) {
    m_supervisor.start();
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (PQping(m_folder.conninfo.c_str()) != PQPING_OK) {
        if (const auto lastWords = m_supervisor.endedWithin(kReadyInterval)) {
            return core::fail(ErrorCode::unavailable, "PostgreSQL does not start: " + *lastWords);
        }
        if (std::chrono::steady_clock::now() > end) {
            return core::fail(ErrorCode::unavailable, "PostgreSQL takes no connections in " + m_folder.data.string());
        }
    }
    return {};
}

} // namespace tally::server::store
