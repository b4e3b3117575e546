// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/web_socket.h"

#include <optional>
#include <vector>

namespace tally::server::test {

// A socket that keeps what was sent. Its executor's thread, or the test's while that does not run.
class FakeWebSocket : public net::WebSocket {
public:
    explicit FakeWebSocket(boost::asio::any_io_executor executor) : m_executor(std::move(executor)) {}

    void send(std::shared_ptr<const std::string> text) override { sent.push_back(std::move(text)); }
    void close(std::string_view reason) override { closedFor = std::string(reason); }
    boost::asio::any_io_executor executor() const override { return m_executor; }

    std::vector<std::shared_ptr<const std::string>> sent;
    std::optional<std::string> closedFor;

private:
    boost::asio::any_io_executor m_executor;
};

} // namespace tally::server::test
