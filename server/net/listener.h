// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/net/net_counts.h"
#include "server/net/net_options.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tally::server::net {

class IoThreads;
class Router;

// Accepts connections and deals them out to the threads in turn.
class Listener {
public:
    // Binds at once. `address`: 127.0.0.1:8080, [::1]:8080; port 0 takes a free one.
    // Error: invalid for an address that is none; unavailable where it is in use or not ours, naming it.
    static core::Result<std::unique_ptr<Listener>> open(std::string_view address, IoThreads& threads,
                                                        const Router& router, NetOptions options = {},
                                                        std::shared_ptr<NetCounts> counts = {});
    ~Listener(); // stop()

    void start();
    // Accepts no more, lets what runs finish within NetOptions::drain, then closes the rest. Blocks; not on an io
    // thread.
    void stop();

    std::uint16_t port() const;

private:
    struct Impl;
    explicit Listener(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl;
};

} // namespace tally::server::net
