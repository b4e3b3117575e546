// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/migration.h"
#include "server/store/pool.h"
#include "server/store/private_cluster.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace tally::server::store {

struct DatabaseSettings {
    std::optional<std::string> url; // postgresql://…; absent: a private cluster
    PrivateClusterSettings cluster; // used without a url
    std::size_t connections = 8;
};

// PostgreSQL as the server has it: the private cluster or a given database, its schema, the pool, and the thread
// "store" on which the pool's strand and the services' own coroutines run. Public functions: any thread; start() and
// stop() block.
class Database {
public:
    // Returns once the schema is there. Error: that of the cluster, the connection or a migration.
    static core::Result<std::unique_ptr<Database>> start(const DatabaseSettings& settings);
    ~Database(); // stops
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Pool& pool() { return m_pool; }
    boost::asio::any_io_executor executor() { return m_context.get_executor(); }

    // Ends statements and the thread, then the cluster. Call it when nobody asks any more.
    void stop();

private:
    Database(std::unique_ptr<PrivateCluster> cluster, PoolSettings settings);
    core::Status applyMigrations(const std::string& conninfo);

    std::unique_ptr<PrivateCluster> m_cluster; // null: not ours
    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    Pool m_pool;
    std::thread m_thread;
};

} // namespace tally::server::store
