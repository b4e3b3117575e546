// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/response_head.h"

#include <memory>
#include <string>

namespace tally::server::net {

// A response with its head as bytes: made once for all who get the same. Immutable; any thread.
struct PreparedResponse {
    std::string head;
    Response response; // its body
    bool withBody = true;
};

std::shared_ptr<const PreparedResponse> prepare(Response response, ResponseFraming framing);

// What the one before was answered, for the next of those who waited for the same. `request` says what was asked for.
struct SharedAnswer {
    std::string request;
    std::shared_ptr<const PreparedResponse> response;
};

} // namespace tally::server::net
