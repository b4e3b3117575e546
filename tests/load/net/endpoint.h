// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "tests/load/net/unique_fd.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tally::load {

// A server on loopback: this generator makes no load anywhere else.
struct Endpoint {
    std::uint16_t port = 0;

    std::string text() const { return "127.0.0.1:" + std::to_string(port); }
};

// "127.0.0.1:8080". Error: invalid, for another host too.
core::Result<Endpoint> parseEndpoint(std::string_view text);

struct SocketOptions {
    int receiveBufferBytes = 0; // SO_RCVBUF; 0: the kernel's choice. A slow reader needs a small one.
};

// Begins to connect without waiting. `index` counts the connections of this process: one address has ports for some
// 28,000, so every 20,000 get a source address of their own, 127.0.0.2, 127.0.0.3 …
// Error: unavailable, with the system's words.
core::Result<UniqueFd> beginConnect(const Endpoint& server, std::size_t index, const SocketOptions& options = {});

// Lets this process have as many descriptors as the system allows it. Returns how many that is.
std::size_t raiseDescriptorLimit();

} // namespace tally::load
