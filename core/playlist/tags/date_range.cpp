// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/date_range.h"

#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string DateRange::marshal() const {
    std::string tag = "#EXT-X-DATERANGE:ID=" + quotedString(id) + ",CLASS=" + quotedString(rangeClass) +
                      ",START-DATE=" + quotedString(formatRfc3339(start)) + ",DURATION=" + decimal(duration, 3);
    for (const auto& [name, value] : attributes) {
        tag.append(",").append(name).append("=").append(value);
    }
    return tag + "\n";
}

} // namespace tally::core
