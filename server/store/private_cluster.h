// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/cluster_folder.h"
#include "server/store/postmaster_supervisor.h"

#include <memory>
#include <optional>

namespace tally::server::store {

struct PrivateClusterSettings {
    std::filesystem::path dataFolder;               // the cluster is {dataFolder}/postgres
    std::optional<std::filesystem::path> binFolder; // of postgres and initdb; absent: looked for
    std::string runAs = "postgres";                 // used when the server runs as root, which PostgreSQL refuses
    std::chrono::seconds startDeadline{60};         // recovery after a crash included
};

// A PostgreSQL cluster of our own, for a server without database.url: made at the first start, reached over a unix
// socket alone, restarted when it dies, ended with us, also by a kill -9 of ours. Public functions: any thread; start()
// and stop() block.
class PrivateCluster {
public:
    // Returns once it takes connections. Error: unavailable or notFound, with what to do.
    static core::Result<std::unique_ptr<PrivateCluster>> start(const PrivateClusterSettings& settings);

    void stop() { m_supervisor.stop(); }

    const std::string& conninfo() const { return m_folder.conninfo; }
    pid_t postmaster() const { return m_supervisor.pid(); } // 0: being restarted

private:
    PrivateCluster(UniqueFd lock, ClusterFolder folder, ChildCommand command);
    core::Status waitUntilReady(std::chrono::milliseconds deadline);

    UniqueFd m_lock; // of {dataFolder}/postgres.lock: two servers never share a cluster
    ClusterFolder m_folder;
    PostmasterSupervisor m_supervisor;
};

} // namespace tally::server::store
