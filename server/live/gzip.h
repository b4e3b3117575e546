// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tally::server::live {

// RFC 1952, at zlib's fastest level: a playlist is made small once a part, for all.
std::string gzip(const std::string& plain);

} // namespace tally::server::live
