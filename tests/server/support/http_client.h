// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace tally::server::test {

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
};

struct HttpRequest {
    std::string method = "GET";
    std::string path;
    std::string body = {};
    std::map<std::string, std::string> headers = {};
};

// One request over a connection of its own to 127.0.0.1. Throws when the server cannot be reached. Blocks.
HttpResponse send(std::uint16_t port, const HttpRequest& request);

// The same, gone before the answer.
void sendAndHangUp(std::uint16_t port, const HttpRequest& request);

} // namespace tally::server::test
