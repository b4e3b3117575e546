// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace tally::server::test {

// A player's end of a viewer socket. Blocks; throws when the server closes or refuses.
class ViewerClient {
public:
    ViewerClient(std::uint16_t port, const std::string& event);
    ~ViewerClient(); // hangs up without a word

    void send(const std::string& text);
    std::string receive();

private:
    struct Socket;
    std::unique_ptr<Socket> m_socket;
};

} // namespace tally::server::test
