// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/listen_socket.h"

#include <map>
#include <optional>
#include <string>

namespace tally::server::net {

// Listening sockets that outlive this process: systemd, or who else started it, opened them and passes them on, as in
// sd_listen_fds(3): LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES, descriptors from 3 on. A restart then refuses nobody.
// What is not taken is closed. The main thread, before any other is made.
class InheritedSockets {
public:
    // Reads the environment and clears it, so that no child takes the sockets for its own. None were passed: empty.
    // Error: invalid for a descriptor that is no listening TCP socket, or a number that is none.
    static core::Result<InheritedSockets> fromEnvironment();

    // The socket named so by FileDescriptorName=; for "http" also one that has no name of ours.
    std::optional<ListenSocket> take(const std::string& name);

private:
    std::multimap<std::string, ListenSocket> m_sockets;
};

} // namespace tally::server::net
