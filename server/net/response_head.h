// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <string>

namespace tally::server::net {

// Status line and header fields, up to and with the empty line: Date, Content-Length, CORS and Connection are added.
std::string responseHead(const Response& response, bool cors, bool keepAlive);

} // namespace tally::server::net
