// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"

#include <cstdint>

// The layouts of IAB Tech Lab's Ad Format Guidelines v2.0 (text of the public comment that closed in July 2026).
namespace tally::core {

// AdCOM 1.0: `plcmt` 7 overlay, 8 squeezeback; `pos` 9–17.
struct AdcomPlacement {
    std::uint8_t plcmt = 0;
    std::uint8_t pos = 0;

    bool operator==(const AdcomPlacement&) const = default;
};

AdcomPlacement adcomPlacement(LayoutFormat format);

// Geometry and animation of a format. Squeezebacks leave 60 % of the area to the content (0.775 of each side), in an
// L at the top right: the ad is an underlay over the whole frame. Shrink and return take 1.2 s (1–2 s).
CueLayout layoutOf(LayoutFormat format);

} // namespace tally::core
