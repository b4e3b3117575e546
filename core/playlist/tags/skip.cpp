// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/skip.h"

namespace tally::core {

std::string SkipTag::marshal() const {
    return "#EXT-X-SKIP:SKIPPED-SEGMENTS=" + std::to_string(skippedSegments) + "\n";
}

} // namespace tally::core
