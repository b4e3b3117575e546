// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace tally::server::net {

// Deadlines and limits of every connection.
struct NetOptions {
    std::size_t headerBytes = 8 * 1024;
    std::size_t connections = 20'000;
    std::size_t connectionsPerAddress = 20'000;          // behind a proxy all viewers share one address
    std::chrono::milliseconds keepAlive{75'000};         // between two requests
    std::chrono::milliseconds headerDeadline{10'000};    // first to last byte of a request's head
    std::chrono::milliseconds handshakeDeadline{10'000}; // of TLS
    double writeFloor = 16 * 1024;                       // bytes a second; a client that reads slower for longer than
    std::chrono::milliseconds writeSlack{20'000};        // this is cut
    std::chrono::milliseconds drain{5'000};              // at the end: what runs is cut after it
    std::chrono::milliseconds idleGrace{2'000};          // of it, for the next request of a connection that idles
    std::chrono::milliseconds linger{2'000};             // for a client to read a last answer while it still sends
};

} // namespace tally::server::net
