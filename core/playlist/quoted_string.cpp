// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/quoted_string.h"

#include <algorithm>
#include <iterator>

namespace tally::core {

std::string quotedString(std::string_view text) {
    std::string result = "\"";
    std::copy_if(text.begin(), text.end(), std::back_inserter(result),
                 [](char character) { return character != '"' && character != '\n' && character != '\r'; });
    return result + "\"";
}

} // namespace tally::core
