// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/support/http_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <sstream>

namespace tally::server::test {

namespace asio = boost::asio;

namespace {

std::string textOf(const HttpRequest& request) {
    std::string text = request.method + " " + request.path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n";
    for (const auto& [name, value] : request.headers) {
        text += name + ": " + value + "\r\n";
    }
    return text + "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

HttpResponse parse(const std::string& text) {
    HttpResponse response;
    const std::size_t end = text.find("\r\n\r\n");
    response.body = end == std::string::npos ? "" : text.substr(end + 4);
    std::istringstream head(text.substr(0, end));
    std::string line;
    head >> line >> response.status;
    std::getline(head, line);
    while (std::getline(head, line)) {
        const std::size_t colon = line.find(": ");
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        response.headers[name] = line.substr(colon + 2, line.find('\r') - colon - 2);
    }
    return response;
}

} // namespace

HttpResponse send(std::uint16_t port, const HttpRequest& request) {
    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    boost::system::error_code ended;
    asio::write(socket, asio::buffer(textOf(request)), ended); // a refused body may be answered before it is sent whole
    std::string text;
    asio::read(socket, asio::dynamic_buffer(text), ended);
    return parse(text);
}

void sendAndHangUp(std::uint16_t port, const HttpRequest& request) {
    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    asio::write(socket, asio::buffer(textOf(request)));
}

} // namespace tally::server::test
