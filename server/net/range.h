// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

namespace tally::server::net {

// What a GET with Range gets of a 200 that has Accept-Ranges: bytes (RFC 9110 §14): 206 with one range, 416 where it
// begins beyond the end. The whole 200 for several ranges, for what is no range of bytes, and where If-Range names
// another version. Any other response stays.
Response ranged(const Request& request, Response response);

} // namespace tally::server::net
