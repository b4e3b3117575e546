// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 3339 times of players, publishers and the API.
#include "core/time/wall_time.h"

#include "tests/fuzz/property.h"

#include <cstdint>

namespace core = tally::core;
using tally::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto time = core::parseRfc3339({reinterpret_cast<const char*>(data), size});
    if (time) {
        const std::string text = core::formatRfc3339(*time);
        require(text.size() == 24, "a time is written with 24 characters");
        const auto again = core::parseRfc3339(text);
        require(again && *again == *time, "what was read can be written");
        require(text.starts_with(core::formatDate(*time)), "a date is the front of its time");
    }
    return 0;
}
