// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/map.h"

#include "core/playlist/quoted.h"

namespace tally::core {

std::string MapTag::marshal() const {
    return "#EXT-X-MAP:URI=" + quoted(uri) + "\n";
}

} // namespace tally::core
