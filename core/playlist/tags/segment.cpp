// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/tags/segment.h"

#include "core/playlist/tags/map.h"
#include "core/playlist/tags/program_date_time.h"

namespace tally::core {

std::string Segment::marshal(const std::optional<std::string>& mapBefore) const {
    std::string text;
    if (discontinuity) {
        text += "#EXT-X-DISCONTINUITY\n";
    }
    if (mapUri && mapUri != mapBefore) {
        text += MapTag{*mapUri}.marshal();
    }
    if (programDateTime) {
        text += ProgramDateTime{*programDateTime}.marshal();
    }
    for (const Part& part : parts) {
        text += part.marshal();
    }
    if (uri) {
        text += gap ? "#EXT-X-GAP\n" : "";
        text += "#EXTINF:" + decimal(duration, 5) + ",\n" + *uri + "\n";
    }
    return text;
}

} // namespace tally::core
