// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/part_inf.h"

namespace tally::core {

std::string PartInf::marshal() const {
    return "#EXT-X-PART-INF:PART-TARGET=" + decimal(partTarget, 5) + "\n";
}

} // namespace tally::core
