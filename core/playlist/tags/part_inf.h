// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/decimal.h"

#include <string>

namespace tally::core {

// EXT-X-PART-INF, rfc8216bis §4.4.3.7
struct PartInf {
    Seconds partTarget{};

    std::string marshal() const;
};

} // namespace tally::core
