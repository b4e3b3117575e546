// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/tags/date_range.h"
#include "core/playlist/tags/preload_hint.h"
#include "core/playlist/tags/rendition_report.h"
#include "core/playlist/tags/segment.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tally::core {

// A media playlist of rfc8216bis and its text. Each tag is a struct of its own in core/playlist/tags. Pure; any thread.
struct MediaPlaylist {
    std::uint32_t version = 9;
    std::uint32_t targetDurationSeconds = 1;
    Seconds partTarget{};            // 0: no low-latency tags at all
    Seconds partHoldBack{};          // 3 part targets
    Seconds canSkipUntil{};          // ≥ 6 target durations
    std::uint64_t mediaSequence = 0; // of the whole playlist, skipped segments included
    std::uint64_t discontinuitySequence = 0;
    std::optional<std::uint64_t> skippedSegments; // set: a delta update, `segments` begins behind them
    std::vector<Segment> segments;
    std::vector<DateRange> dateRanges;
    std::vector<PreloadHint> preloadHints;
    std::vector<RenditionReport> renditionReports;
    bool ended = false; // EXT-X-ENDLIST

    std::string marshal() const;
};

} // namespace tally::core
