// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/connection_registry.h"

#include "server/net/connection.h"

#include <spdlog/spdlog.h>

namespace tally::server::net {
namespace {

constexpr std::chrono::milliseconds kCut{1000}; // a connection that is cut needs no more than a turn of its thread

} // namespace

bool ConnectionRegistry::admit(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard lock(m_mutex);
    const auto known = m_perAddress.find(connection->remoteAddress());
    const std::size_t ofAddress = known == m_perAddress.end() ? 0 : known->second;
    ++m_counts.connections;
    if (m_connections.size() >= m_options.connections || ofAddress >= m_options.connectionsPerAddress) {
        ++m_counts.refused;
        return false; // closed with its last reference
    }
    ++m_counts.open;
    ++m_perAddress[connection->remoteAddress()];
    m_connections.insert(connection);
    if (m_draining) { // it was in the listening socket's queue
        connection->finish();
    }
    return true;
}

void ConnectionRegistry::leave(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard lock(m_mutex);
    m_connections.erase(connection);
    --m_counts.open;
    if (--m_perAddress[connection->remoteAddress()] == 0) {
        m_perAddress.erase(connection->remoteAddress());
    }
    m_left.notify_all();
}

bool ConnectionRegistry::emptyWithin(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time) {
    return m_left.wait_for(lock, time, [this] { return m_connections.empty(); });
}

void ConnectionRegistry::drain() {
    std::unique_lock lock(m_mutex);
    m_draining = true;
    for (const auto& connection : m_connections) {
        connection->finish();
    }
    const auto grace = std::min(m_options.idleGrace, m_options.drain);
    if (emptyWithin(lock, grace)) {
        return;
    }
    for (const auto& connection : m_connections) {
        connection->closeIdle();
    }
    if (emptyWithin(lock, m_options.drain - grace)) {
        return;
    }
    spdlog::warn("{} connections are cut: they did not end in time", m_connections.size());
    for (const auto& connection : m_connections) {
        connection->cut();
    }
    emptyWithin(lock, kCut);
}

} // namespace tally::server::net
