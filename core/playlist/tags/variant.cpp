// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/variant.h"

#include "core/playlist/decimal.h"
#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string Variant::marshal() const {
    std::string tag = "#EXT-X-STREAM-INF:BANDWIDTH=" + std::to_string(bandwidth);
    if (averageBandwidth) {
        tag += ",AVERAGE-BANDWIDTH=" + std::to_string(*averageBandwidth);
    }
    tag += ",CODECS=" + quotedString(codecs);
    if (width > 0) {
        tag += ",RESOLUTION=" + std::to_string(width) + "x" + std::to_string(height);
    }
    if (frameRate) {
        tag += ",FRAME-RATE=" + decimal(Seconds(*frameRate), 3);
    }
    if (audioGroup) {
        tag += ",AUDIO=" + quotedString(*audioGroup);
    }
    return tag + "\n" + uri + "\n";
}

} // namespace tally::core
