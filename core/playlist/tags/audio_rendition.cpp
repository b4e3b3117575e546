// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/audio_rendition.h"

#include "core/playlist/quoted.h"

namespace tally::core {

std::string AudioRendition::marshal() const {
    return "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=" + quoted(groupId) + ",NAME=" + quoted(name) +
           ",DEFAULT=" + (isDefault ? "YES" : "NO") + ",AUTOSELECT=YES,CHANNELS=" + quoted(std::to_string(channels)) +
           ",URI=" + quoted(uri) + "\n";
}

} // namespace tally::core
