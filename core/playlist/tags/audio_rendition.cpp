// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/audio_rendition.h"

#include "core/playlist/quoted_string.h"

namespace tally::core {

std::string AudioRendition::marshal() const {
    return "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=" + quotedString(groupId) + ",NAME=" + quotedString(name) +
           ",DEFAULT=" + (isDefault ? "YES" : "NO") +
           ",AUTOSELECT=YES,CHANNELS=" + quotedString(std::to_string(channels)) + ",URI=" + quotedString(uri) + "\n";
}

} // namespace tally::core
