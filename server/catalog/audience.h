// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace tally::server::catalog {

// What the status of an event says about its viewers. cues/ knows. Any thread; never blocks.
class Audience {
public:
    virtual ~Audience() = default;

    virtual std::uint64_t viewers(std::string_view event) const = 0;
    virtual std::vector<core::CueReadiness> readiness(std::string_view event) const = 0; // of cues that are not over
};

} // namespace tally::server::catalog
