// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tally::server::accounts {

// 256 bits from the system's random source as 43 characters of base64url. Any thread.
std::string newSecret();

} // namespace tally::server::accounts
