// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/rendition_report.h"

#include "core/playlist/quoted.h"

namespace tally::core {

std::string RenditionReport::marshal() const {
    std::string tag = "#EXT-X-RENDITION-REPORT:URI=" + quoted(uri) + ",LAST-MSN=" + std::to_string(lastMsn);
    if (lastPart) {
        tag += ",LAST-PART=" + std::to_string(*lastPart);
    }
    return tag + "\n";
}

} // namespace tally::core
