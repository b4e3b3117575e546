// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/http.h"

#include <string_view>

namespace tally::server::net {

// The answer to a held request when the server ends: 307 to the same address, where the next process holds it on. No
// client counts it as failed, and unlike the playlist as it is now it breaks no promise: a blocking reload never ends
// without the part it asked for (rfc8216bis §6.2.5.2), and no cache keeps what is not true.
// `target` is the request's; Location is relative, so that a prefix that an edge took off stays.
Response sendAgain(std::string_view target);

} // namespace tally::server::net
