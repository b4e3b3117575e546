// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/date_range.h"

namespace tally::core {

std::string DateRange::marshal() const {
    std::string tag = "#EXT-X-DATERANGE:ID=\"" + id + "\",CLASS=\"" + rangeClass + "\",START-DATE=\"" +
                      formatRfc3339(start) + "\",DURATION=" + decimal(duration, 3);
    for (const auto& [name, value] : attributes) {
        tag += "," + name + "=" + value;
    }
    return tag + "\n";
}

} // namespace tally::core
