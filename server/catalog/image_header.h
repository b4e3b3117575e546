// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tally::server::catalog {

struct ImageHeader {
    std::string mime; // image/png or image/jpeg
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    bool operator==(const ImageHeader&) const = default;
};

// What a PNG (RFC 2083) or JPEG (ITU-T T.81) file says about itself, read from its headers alone: no decoder meets a
// stranger's bytes in the server. The file must also end as its format ends.
// Error: invalid (neither format, or contradictory), truncated, tooLarge (over 16 megapixels). Pure; any thread.
core::Result<ImageHeader> readImageHeader(std::string_view file);

} // namespace tally::server::catalog
