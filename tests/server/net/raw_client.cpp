// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/net/raw_client.h"

#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace tally::server::test {

namespace asio = boost::asio;

RawClient::RawClient(std::uint16_t port) {
    m_socket.connect({asio::ip::address_v4::loopback(), port});
}

void RawClient::send(const std::string& text) {
    boost::system::error_code gone;
    asio::write(m_socket, asio::buffer(text), gone);
}

std::string RawClient::readUntil(const std::string& ending) {
    std::string text;
    boost::system::error_code ended;
    asio::read_until(m_socket, asio::dynamic_buffer(text), ending, ended);
    return text;
}

std::string RawClient::readToEnd() {
    std::string text;
    boost::system::error_code ended;
    asio::read(m_socket, asio::dynamic_buffer(text), ended);
    return text;
}

std::string exchange(std::uint16_t port, const std::string& text) {
    RawClient client(port);
    client.send(text);
    return client.readToEnd();
}

} // namespace tally::server::test
