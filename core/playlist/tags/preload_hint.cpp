// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/preload_hint.h"

#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string PreloadHint::marshal() const {
    return std::string("#EXT-X-PRELOAD-HINT:TYPE=") + (type == Type::part ? "PART" : "MAP") +
           ",URI=" + quotedString(uri) + "\n";
}

} // namespace tally::core
