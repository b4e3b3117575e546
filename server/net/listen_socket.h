// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string_view>
#include <utility>

namespace tally::server::net {

// A TCP socket that listens and belongs to no thread yet. Closed with its owner. Any thread.
class ListenSocket {
public:
    // Binds and listens at once. `address`: 127.0.0.1:8080, [::1]:8080; port 0 takes a free one.
    // Error: invalid for an address that is none; unavailable where it is in use or not ours, naming it.
    static core::Result<ListenSocket> open(std::string_view address);
    // Takes over one that was passed to this process; the descriptor is closed where it is refused.
    // Error: invalid for a descriptor that is no listening TCP socket.
    static core::Result<ListenSocket> adopt(int descriptor);

    ~ListenSocket();
    ListenSocket(ListenSocket&& other) noexcept;
    ListenSocket& operator=(ListenSocket&&) = delete;

    bool isIpv6() const;
    std::uint16_t port() const;
    // Passed to this process: whoever connects waits in the socket's queue for the next process once this one ends.
    bool inherited() const { return m_inherited; }
    int release() { return std::exchange(m_descriptor, -1); }

private:
    ListenSocket(int descriptor, bool inherited) : m_descriptor(descriptor), m_inherited(inherited) {}

    int m_descriptor;
    bool m_inherited;
};

} // namespace tally::server::net
