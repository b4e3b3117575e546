// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/load/net/endpoint.h"

#include <string>
#include <string_view>

namespace tally::load {

// The head of a GET as a player sends it.
inline std::string getRequest(const Endpoint& server, std::string_view path) {
    std::string head = "GET ";
    head += path;
    head += " HTTP/1.1\r\nHost: " + server.text() + "\r\nAccept-Encoding: gzip\r\n\r\n";
    return head;
}

} // namespace tally::load
