// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/rendition_report.h"

#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string RenditionReport::marshal() const {
    std::string tag = "#EXT-X-RENDITION-REPORT:URI=" + quotedString(uri) + ",LAST-MSN=" + std::to_string(lastMsn);
    if (lastPart) {
        tag += ",LAST-PART=" + std::to_string(*lastPart);
    }
    return tag + "\n";
}

} // namespace tally::core
