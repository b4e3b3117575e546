// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace tally::server::net {

// Deadlines and limits of every connection.
struct NetOptions {
    std::size_t headerBytes = 8 * 1024;
    std::size_t connections = 20'000;
    std::size_t connectionsPerAddress = 20'000;       // behind a proxy all viewers share one address
    std::chrono::milliseconds keepAlive{75'000};      // between two requests
    std::chrono::milliseconds headerDeadline{10'000}; // first to last byte of a request's head
    std::chrono::milliseconds writeDeadline{30'000};  // of a whole response
    std::chrono::milliseconds drain{5'000};           // stop() waits this long for what runs
};

} // namespace tally::server::net
