// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace tally::server::net {

// What a listener has done since it began. Any thread, at any time; each figure by itself.
struct NetCounts {
    std::atomic<std::uint64_t> connections = 0;            // accepted
    std::atomic<std::uint64_t> refused = 0;                // over a limit of NetOptions
    std::atomic<std::uint64_t> open = 0;                   // now, WebSockets included
    std::atomic<std::uint64_t> webSockets = 0;             // now
    std::array<std::atomic<std::uint64_t>, 6> responses{}; // [2]: 2xx, [4]: 4xx …
    std::atomic<std::uint64_t> bodyBytes = 0;              // sent
};

} // namespace tally::server::net
