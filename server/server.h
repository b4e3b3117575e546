// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/net/inherited_sockets.h"
#include "server/ops/config.h"

#include <memory>
#include <string>

namespace tally::server {

// The composition root: everything the server is, built in order, taken down in reverse.
class Server {
public:
    // Returns when requests are answered. Error: what to do about it, in words.
    // Listens on the inherited socket where there is one, else on the configured address.
    static core::Result<std::unique_ptr<Server>> start(const ops::Config& config, net::InheritedSockets inherited);
    ~Server(); // finishes what runs, then ends. Blocks

    const std::string& url() const;
    // Reads the TLS certificate again and says in the log how that went. Any thread.
    void reload();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace tally::server
