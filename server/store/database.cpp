// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"

#include "server/store/migrate.h"
#include "server/store/named_thread.h"

#include <boost/asio/use_future.hpp>

namespace tally::server::store {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto kConnectDeadline = 10s;

asio::awaitable<core::Status> migrateOver(asio::any_io_executor executor, std::string conninfo) {
    auto connection = co_await Connection::open(executor, std::move(conninfo), kConnectDeadline);
    if (!connection) {
        co_return core::propagate(connection);
    }
    const auto applied = co_await migrate(**connection, embeddedMigrations());
    co_return applied ? core::Status{} : core::propagate(applied);
}

} // namespace

core::Result<std::unique_ptr<Database>> Database::start(const DatabaseSettings& settings) {
    std::unique_ptr<PrivateCluster> cluster;
    if (!settings.url) {
        auto started = PrivateCluster::start(settings.cluster);
        if (!started) {
            return core::propagate(started);
        }
        cluster = std::move(*started);
    }
    PoolSettings pool;
    pool.conninfo = settings.url ? *settings.url : cluster->conninfo();
    pool.connections = settings.connections;
    const std::string conninfo = pool.conninfo;
    std::unique_ptr<Database> database(new Database(std::move(cluster), std::move(pool)));
    const auto migrated = database->applyMigrations(conninfo);
    return migrated ? core::Result<std::unique_ptr<Database>>(std::move(database)) : core::propagate(migrated);
}

Database::Database(std::unique_ptr<PrivateCluster> cluster, PoolSettings settings)
    : m_cluster(std::move(cluster)),
      m_work(asio::make_work_guard(m_context)),
      m_pool(m_context.get_executor(), std::move(settings)),
      m_thread(startNamedThread("store", [this] { m_context.run(); })) {}

Database::~Database() {
    stop();
}

core::Status Database::applyMigrations(const std::string& conninfo) {
    return asio::co_spawn(executor(), migrateOver(executor(), conninfo), asio::use_future).get();
}

void Database::stop() {
    if (m_thread.joinable()) {
        m_pool.close();
        m_work.reset();
        m_thread.join();
    }
    if (m_cluster) {
        m_cluster->stop();
    }
}

} // namespace tally::server::store
