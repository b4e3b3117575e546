// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The model of a media playlist of rfc8216bis, and its text. One tag a file beside this one; each tag is a struct with
// `std::string marshal() const` that ends in a newline. Durations are seconds, as in the text. Pure; any thread.
namespace tally::core {

using Seconds = std::chrono::duration<double>;

// EXT-X-PART §4.4.4.9
struct Part {
    std::string uri;
    Seconds duration{};
    bool independent = false;
    bool gap = false;
};

// One media segment with all tags that stand before its URI. Without a URI it is the one still growing: only parts.
struct Segment {
    std::uint64_t msn = 0;
    std::optional<std::string> uri;
    Seconds duration{};
    bool discontinuity = false; // EXT-X-DISCONTINUITY before it
    bool gap = false;           // EXT-X-GAP: nothing can be fetched
    std::optional<std::string> mapUri; // EXT-X-MAP, written where it differs from the segment before
    std::optional<WallTime> programDateTime;
    std::vector<Part> parts; // listed near the live edge only
};

// EXT-X-PRELOAD-HINT §4.4.5.3
struct PreloadHint {
    enum class Type { part, map };
    Type type = Type::part;
    std::string uri;
};

// EXT-X-RENDITION-REPORT §4.4.5.4
struct RenditionReport {
    std::string uri;
    std::uint64_t lastMsn = 0;
    std::optional<std::uint64_t> lastPart;
};

// EXT-X-DATERANGE §4.4.5.1 of a cue: ID, CLASS, START-DATE, DURATION, then X- attributes in the order given.
struct DateRange {
    std::string id;
    std::string cssClass; // CLASS
    WallTime start{};
    Seconds duration{};
    std::vector<std::pair<std::string, std::string>> attributes; // X-NAME and its value as it stands, quotes included
};

struct MediaPlaylist {
    std::uint32_t version = 9;
    std::uint32_t targetDurationSeconds = 1;
    Seconds partTarget{};   // 0: no low-latency tags at all
    Seconds partHoldBack{}; // 3·P
    Seconds canSkipUntil{}; // ≥ 6 target durations
    std::uint64_t mediaSequence = 0;
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
