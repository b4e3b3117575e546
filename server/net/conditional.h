// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

namespace tally::server::net {

// What a GET or HEAD with If-Match or If-None-Match gets instead of a 200 that has an ETag (RFC 9110 §13): 412, or 304
// without a body and with the headers that a cache needs to go on with what it has. Any other response stays.
// If-Modified-Since is ignored: nothing here has a modification time that is true.
Response conditional(const Request& request, Response response);

} // namespace tally::server::net
