// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/net/endpoint.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tally::load {

enum class SlowKind {
    readers, // ask at once, read the answer slowly
    bodies,  // send the head at once and the body slowly
    posts,   // the same to an address that anybody may post to, with a length
    heads,   // send a head slowly, which never ends
};

// What a slow peer sends.
struct SlowRequest {
    std::string atOnce;
    std::string slowly; // behind it, from the start again when it is used up
};

// A client that takes its time, on one connection.
// Lives on one thread.
class SlowPeer {
public:
    using Clock = std::chrono::steady_clock;

    // `request` is one for many peers and outlives them.
    SlowPeer(UniqueFd socket, const SlowRequest& request);

    // Reads at most so many bytes, and sends at most so many of what goes slowly. Call it regularly.
    void tick(std::size_t bytes);

    bool isOpen() const { return static_cast<bool>(m_socket); }
    // How long the server bore it; absent while it does.
    std::optional<Clock::duration> cutAfter() const { return m_cutAfter; }
    std::uint64_t bytesRead() const { return m_bytesRead; }
    std::uint64_t bytesSent() const { return m_bytesSent; } // slowly
    int status() const { return m_status; }                 // of the answer; 0: none so far

private:
    bool sendHead();
    void sendSlowly(std::size_t bytes);
    std::optional<std::size_t> sendSome(std::string_view bytes);
    void read(std::size_t bytes);
    void cut();

    UniqueFd m_socket;
    const SlowRequest& m_request;
    Clock::time_point m_start = Clock::now();
    std::size_t m_headSent = 0;
    std::uint64_t m_bytesSent = 0;
    std::uint64_t m_bytesRead = 0;
    std::string m_statusLine; // its first bytes
    int m_status = 0;
    std::optional<Clock::duration> m_cutAfter;
};

} // namespace tally::load
