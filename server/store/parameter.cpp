// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/parameter.h"

#include <charconv>

namespace tally::server::store {

// The shortest text that reads back as the same number.
Parameter::Parameter(double value) {
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    m_text.emplace(std::begin(buffer), end);
}

} // namespace tally::server::store
