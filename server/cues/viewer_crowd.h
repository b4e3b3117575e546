// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/web_socket.h"

#include <atomic>
#include <mutex>
#include <set>
#include <vector>

namespace tally::server::cues {

// The viewers of one event, in one group a connection thread: a message costs one wake-up a thread, and its text is one
// string for all. join() and leave() on the socket's thread, the rest on any.
class ViewerCrowd {
public:
    void join(std::shared_ptr<net::WebSocket> socket);
    void leave(const std::shared_ptr<net::WebSocket>& socket);

    void send(std::shared_ptr<const std::string> text);
    std::uint64_t size() const { return m_size; }

private:
    struct Group {
        boost::asio::any_io_executor executor;
        std::set<std::shared_ptr<net::WebSocket>> sockets; // touched on `executor` alone
    };

    std::shared_ptr<Group> groupOf(const boost::asio::any_io_executor& executor);

    std::mutex m_mutex;
    std::vector<std::shared_ptr<Group>> m_groups; // guarded by m_mutex
    std::atomic<std::uint64_t> m_size = 0;
};

} // namespace tally::server::cues
