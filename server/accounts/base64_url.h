// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace tally::server::accounts {

// RFC 4648 §5, without padding. Pure; any thread.
std::string base64Url(std::span<const unsigned char> bytes);

} // namespace tally::server::accounts
