// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/server_control.h"

namespace tally::core {

std::string ServerControl::marshal() const {
    std::string attributes;
    const auto add = [&](const std::string& attribute) {
        attributes += (attributes.empty() ? "" : ",") + attribute;
    };
    if (canBlockReload) {
        add("CAN-BLOCK-RELOAD=YES");
    }
    if (canSkipUntil.count() > 0) {
        add("CAN-SKIP-UNTIL=" + decimal(canSkipUntil, 5));
        if (canSkipDateRanges) {
            add("CAN-SKIP-DATERANGES=YES");
        }
    }
    if (partHoldBack.count() > 0) {
        add("PART-HOLD-BACK=" + decimal(partHoldBack, 5));
    }
    return attributes.empty() ? std::string() : "#EXT-X-SERVER-CONTROL:" + attributes + "\n";
}

} // namespace tally::core
