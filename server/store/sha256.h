// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tally::server::store {

// SHA-256 of the bytes as 64 lower-case hexadecimal digits. Pure; any thread.
std::string sha256Hex(std::string_view bytes);

} // namespace tally::server::store
