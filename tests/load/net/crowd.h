// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/net/connection.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace tally::load {

// Many connections to one server, opened at a pace that its queue of connections bears.
// Lives on its loop's thread.
class Crowd {
public:
    Crowd(EventLoop& loop, Endpoint server, std::size_t count, ConnectionListener& listener);

    // The listener's onConnected() has to call connected(). The loop throws std::runtime_error when not all are open in
    // time.
    void open();
    // One more is open; true with the last of them. Again with one that was opened anew it is false.
    bool connected();

    std::size_t size() const { return m_connections.size(); }
    Connection& operator[](std::size_t index) { return *m_connections[index]; }
    auto begin() const { return m_connections.begin(); } // unique_ptr<Connection>
    auto end() const { return m_connections.end(); }

private:
    void openNext();

    EventLoop& m_loop;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::size_t m_begun = 0;
    std::size_t m_open = 0;
};

} // namespace tally::load
