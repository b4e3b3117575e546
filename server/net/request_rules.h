// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <boost/beast/http/message.hpp>

#include <optional>

namespace tally::server::net {

// What a head that parses is refused for, after which the connection ends (RFC 9112, HOSTILE H29): no or
// more than one Host in 1.1 400, a length that two readers could read differently 400, a transfer coding other than chunked
// 501 and any in 1.0 400, an expectation other than 100-continue 417, a method that nobody here knows 501.
std::optional<Response> refusalOf(const boost::beast::http::request_header<>& head);

} // namespace tally::server::net
