// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/viewer_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace tally::server::test {

namespace asio = boost::asio;
namespace beast = boost::beast;

struct ViewerClient::Socket {
    asio::io_context context;
    beast::websocket::stream<asio::ip::tcp::socket, false> stream{context};
};

ViewerClient::ViewerClient(std::uint16_t port, const std::string& event) : m_socket(std::make_unique<Socket>()) {
    m_socket->stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
    m_socket->stream.handshake("test", "/api/v1/events/" + event + "/viewer");
}

ViewerClient::~ViewerClient() = default;

void ViewerClient::send(const std::string& text) {
    m_socket->stream.write(asio::buffer(text));
}

std::string ViewerClient::receive() {
    beast::flat_buffer buffer;
    m_socket->stream.read(buffer);
    return beast::buffers_to_string(buffer.data());
}

} // namespace tally::server::test
