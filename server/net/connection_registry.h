// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/net_counts.h"
#include "server/net/net_options.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace tally::server::net {

class Connection;

// Who is connected: the limits as they come, the drain when the server ends. Any thread.
class ConnectionRegistry {
public:
    ConnectionRegistry(const NetOptions& options, NetCounts& counts) : m_options(options), m_counts(counts) {}

    bool admit(const std::shared_ptr<Connection>& connection); // false: over a limit
    void leave(const std::shared_ptr<Connection>& connection);

    // Every connection ends with its next answer: at once where one is held, else with what runs; one that is idle gets
    // NetOptions::idleGrace for its next request, since a client that has just sent it would take the end of the
    // connection for a failure. What still runs after NetOptions::drain is cut. Blocks; not on an io thread.
    void drain();

private:
    bool emptyWithin(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time);

    const NetOptions& m_options;
    NetCounts& m_counts;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_left;
    std::set<std::shared_ptr<Connection>> m_connections;
    std::map<std::string, std::size_t> m_perAddress;
    bool m_draining = false;
};

} // namespace tally::server::net
