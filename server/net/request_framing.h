// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <boost/beast/http/message.hpp>

namespace tally::server::net {

// Whether every reader of this head, a proxy in front of us too, sees the same end of its body and the same host
// (RFC 9112 §3.2, §6; HOSTILE H29). Beast lets several codings, a coding beside a length and a repeated length pass.
// Error: invalid; the connection must end with the answer, for what follows may be no request.
core::Status checkFraming(const boost::beast::http::request_header<>& head);

} // namespace tally::server::net
