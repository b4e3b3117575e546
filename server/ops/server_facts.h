// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/ops.h"

#include <cstddef>

namespace tally::server::net {
struct NetCounts;
}

namespace tally::server::ops {

// What the site engineer sees of the process itself, now. Immutable; any thread.
class ServerFacts {
public:
    struct Limits {
        std::size_t connections = 0;
        std::size_t threads = 0; // that answer requests
    };

    // Borrows `counts`. The server starts now.
    ServerFacts(const net::NetCounts& counts, Limits limits);

    core::OpsServer read() const;

private:
    const net::NetCounts& m_counts;
    Limits m_limits;
    core::WallTime m_startedAt;
};

} // namespace tally::server::ops
