// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/map.h"

namespace tally::core {

std::string MapTag::marshal() const {
    return "#EXT-X-MAP:URI=\"" + uri + "\"\n";
}

} // namespace tally::core
