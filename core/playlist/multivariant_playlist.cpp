// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/multivariant_playlist.h"

namespace tally::core {

std::string MultivariantPlaylist::marshal() const {
    std::string text = "#EXTM3U\n#EXT-X-VERSION:" + std::to_string(version) + "\n#EXT-X-INDEPENDENT-SEGMENTS\n";
    for (const AudioRendition& rendition : audio) {
        text += rendition.marshal();
    }
    for (const Variant& variant : variants) {
        text += variant.marshal();
    }
    return text;
}

} // namespace tally::core
