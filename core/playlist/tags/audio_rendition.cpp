// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/audio_rendition.h"

namespace tally::core {

std::string AudioRendition::marshal() const {
    return "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"" + groupId + "\",NAME=\"" + name +
           "\",DEFAULT=" + (isDefault ? "YES" : "NO") + ",AUTOSELECT=YES,CHANNELS=\"" + std::to_string(channels) +
           "\",URI=\"" + uri + "\"\n";
}

} // namespace tally::core
