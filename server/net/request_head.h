// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <boost/beast/http/message.hpp>

namespace tally::server::net {

// Method, path, query and headers of a request as the rest of the server reads them.
// Error: invalid: a target that is no absolute path, %-escapes that are none, control characters or "..", or a path or
// query too long (HOSTILE H10, H23); a method we do not know.
core::Result<Request> requestOf(const boost::beast::http::request_header<>& head, std::string remoteAddress);

} // namespace tally::server::net
