// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/media_playlist.h"

#include "core/playlist/tags/part_inf.h"
#include "core/playlist/tags/server_control.h"
#include "core/playlist/tags/skip.h"

namespace tally::core {
namespace {

std::string marshalHead(const MediaPlaylist& playlist) {
    const bool lowLatency = playlist.partTarget.count() > 0;
    std::string text = "#EXTM3U\n#EXT-X-VERSION:" + std::to_string(playlist.version) + "\n";
    text += "#EXT-X-TARGETDURATION:" + std::to_string(playlist.targetDurationSeconds) + "\n";
    text += ServerControl{.canSkipUntil = playlist.canSkipUntil,
                          .partHoldBack = playlist.partHoldBack,
                          .canBlockReload = lowLatency}
                .marshal();
    if (lowLatency) {
        text += PartInf{playlist.partTarget}.marshal();
    }
    text += "#EXT-X-MEDIA-SEQUENCE:" + std::to_string(playlist.mediaSequence) + "\n";
    if (playlist.discontinuitySequence > 0) {
        text += "#EXT-X-DISCONTINUITY-SEQUENCE:" + std::to_string(playlist.discontinuitySequence) + "\n";
    }
    if (playlist.skippedSegments) {
        text += SkipTag{*playlist.skippedSegments}.marshal();
    }
    return text;
}

} // namespace

std::string MediaPlaylist::marshal() const {
    std::string text = marshalHead(*this);
    for (const DateRange& range : dateRanges) {
        text += range.marshal();
    }
    // A delta update says its map again behind the skip: "map" starts out as none in either form.
    std::optional<std::string> map;
    for (const Segment& segment : segments) {
        text += segment.marshal(map);
        map = segment.mapUri ? segment.mapUri : map;
    }
    for (const PreloadHint& hint : preloadHints) {
        text += hint.marshal();
    }
    for (const RenditionReport& report : renditionReports) {
        text += report.marshal();
    }
    return ended ? text + "#EXT-X-ENDLIST\n" : text;
}

} // namespace tally::core
