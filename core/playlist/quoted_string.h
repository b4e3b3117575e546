// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tally::core {

// A quoted-string of rfc8216bis §4.2, quotes included. It has no escape: a double quote or a line end in the text would
// end the attribute or the line, so they are left out (HOSTILE H21).
std::string quotedString(std::string_view text);

} // namespace tally::core
