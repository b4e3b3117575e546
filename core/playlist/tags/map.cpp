// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/map.h"

#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string MapTag::marshal() const {
    return "#EXT-X-MAP:URI=" + quotedString(uri) + "\n";
}

} // namespace tally::core
