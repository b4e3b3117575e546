// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tally::core {

// EXT-X-PRELOAD-HINT, rfc8216bis §4.4.5.3
struct PreloadHint {
    enum class Type { part, map };

    Type type = Type::part;
    std::string uri;

    std::string marshal() const;
};

} // namespace tally::core
