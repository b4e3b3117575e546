// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/send_again.h"

namespace tally::server::net {

Response sendAgain(std::string_view target) {
    const std::size_t slash = target.substr(0, target.find('?')).rfind('/');
    const std::string_view last = slash == std::string_view::npos ? target : target.substr(slash + 1);
    // "./" keeps a colon in the name from being read as a scheme (RFC 3986 §4.2).
    return Response::empty(307)
        .withHeader("Location", "./" + std::string(last))
        .withHeader("Cache-Control", "no-store");
}

} // namespace tally::server::net
