// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace tally::server::test {

// A client that says exactly what the test says. Blocks; what it waits for in vain ends with the test's time limit.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);

    void send(const std::string& text); // to a server that is gone: without effect
    std::string readUntil(const std::string& ending);
    std::string readToEnd(); // all that comes until the server closes

    boost::asio::ip::tcp::socket& socket() { return m_socket; }

private:
    std::unique_ptr<boost::asio::io_context> m_context = std::make_unique<boost::asio::io_context>();
    boost::asio::ip::tcp::socket m_socket{*m_context};
};

// The same in one step: everything the server says to `text`.
std::string exchange(std::uint16_t port, const std::string& text);

} // namespace tally::server::test
