// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <string>

namespace tally::server::net {

// What the connection adds to a response.
struct ResponseFraming {
    Method method = Method::get; // HEAD: the same head, no body
    bool cors = false;
    bool keepAlive = false;
};

// Status line and header fields, up to and with the empty line, in place of what `head` held: Date, Content-Length,
// CORS and Connection are added.
void writeHead(std::string& head, const Response& response, ResponseFraming framing);

} // namespace tally::server::net
