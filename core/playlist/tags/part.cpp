// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/part.h"

#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string Part::marshal() const {
    std::string tag = "#EXT-X-PART:DURATION=" + decimal(duration, 5) + ",URI=" + quotedString(uri);
    tag += independent ? ",INDEPENDENT=YES" : "";
    tag += gap ? ",GAP=YES" : "";
    return tag + "\n";
}

} // namespace tally::core
