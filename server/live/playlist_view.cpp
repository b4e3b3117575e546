// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playlist_view.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace tally::server::live {
namespace {

constexpr double kSkipUntilTargets = 6;   // rfc8216bis §4.4.3.8: at least six
constexpr double kPartsListedTargets = 3; // §6.2.2: parts further from the end may go

std::string partUri(std::uint64_t msn, std::size_t index) {
    return std::to_string(msn) + "." + std::to_string(index) + ".m4s";
}

core::Segment segmentOf(const LiveSegment& live, bool listParts) {
    core::Segment segment;
    segment.msn = live.msn;
    segment.duration = core::Seconds(live.seconds);
    segment.discontinuity = live.discontinuity;
    segment.gap = live.gap;
    segment.mapUri = "init-" + std::to_string(live.init) + ".mp4";
    segment.programDateTime = live.programDateTime;
    for (std::size_t i = 0; listParts && i < live.parts.size(); ++i) {
        segment.parts.push_back({.uri = partUri(live.msn, i),
                                 .duration = core::Seconds(live.parts[i].seconds),
                                 .independent = live.parts[i].independent,
                                 .gap = false});
    }
    return segment;
}

// Bits a second of whole segments; of what there is before the first is whole.
struct Bandwidth {
    std::uint64_t peak = 0;
    std::uint64_t average = 0;
};

Bandwidth bandwidthOf(const TrackTimeline& timeline) {
    double peak = 0;
    double bits = 0;
    double seconds = 0;
    const auto count = [&](const LiveSegment& segment) {
        if (segment.seconds > 0 && !segment.gap) {
            bits += static_cast<double>(segment.bytes) * 8;
            seconds += segment.seconds;
            peak = std::max(peak, static_cast<double>(segment.bytes) * 8 / segment.seconds);
        }
    };
    for (std::size_t i = 0; i < timeline.finished().size(); ++i) {
        count(timeline.finished()[i]);
    }
    if (seconds <= 0 && timeline.open()) {
        count(*timeline.open());
    }
    return {.peak = static_cast<std::uint64_t>(std::ceil(peak)),
            .average = seconds > 0 ? static_cast<std::uint64_t>(std::ceil(bits / seconds)) : 0};
}

// From the newest back to the first that lies `listedSeconds` from the end; the rest is skipped.
void addSegments(core::MediaPlaylist& playlist, const TrackSnapshot& track, double listedSeconds,
                 double partsListedSeconds) {
    double fromEnd = track.open ? track.open->seconds : 0;
    std::vector<core::Segment> newestFirst;
    if (track.open) {
        newestFirst.push_back(segmentOf(*track.open, true));
    }
    std::size_t behind = track.finished.size();
    for (; behind > 0 && fromEnd < listedSeconds; --behind) {
        const LiveSegment& live = track.finished[behind - 1];
        newestFirst.push_back(segmentOf(live, fromEnd <= partsListedSeconds));
        newestFirst.back().uri = std::to_string(live.msn) + ".m4s";
        fromEnd += live.seconds;
    }
    playlist.segments.assign(std::make_move_iterator(newestFirst.rbegin()),
                             std::make_move_iterator(newestFirst.rend()));
    playlist.skippedSegments = behind > 0 ? std::optional<std::uint64_t>(behind) : std::nullopt;
}

// rfc8216bis §4.4.5.3: an init section that will change is hinted at before the part that needs it.
void addHints(core::MediaPlaylist& playlist, const TrackSnapshot& track) {
    if (track.nextInit) {
        playlist.preloadHints.push_back(
            {core::PreloadHint::Type::map, "init-" + std::to_string(*track.nextInit) + ".mp4"});
    }
    const std::size_t parts = track.open ? track.open->parts.size() : 0;
    playlist.preloadHints.push_back({core::PreloadHint::Type::part, partUri(track.nextMsn, parts)});
}

const LiveSegment* firstOf(const TrackSnapshot& track) {
    if (track.finished.size() > 0) {
        return &track.finished[0];
    }
    return track.open ? &*track.open : nullptr;
}

bool isVideo(const TrackTimeline& timeline) {
    return timeline.init()->format.kind == core::MediaKind::video;
}

} // namespace

std::uint32_t targetDurationOf(double segmentSeconds) {
    return std::max(1U, static_cast<std::uint32_t>(std::lround(segmentSeconds)));
}

TrackSnapshot snapshotOf(const TrackTimeline& timeline, const TimelineOptions& options) {
    const double listed = kPartsListedTargets * targetDurationOf(options.segmentSeconds) / options.segmentSeconds;
    return {.options = options,
            .finished = timeline.finished().snapshot(static_cast<std::size_t>(std::ceil(listed)) + 1),
            .open = timeline.open(),
            .nextMsn = timeline.nextMsn(),
            .discontinuities = timeline.discontinuities(),
            .nextInit = {},
            .ended = false};
}

core::WallTime beginOf(const TrackSnapshot& track) {
    const LiveSegment* first = firstOf(track);
    return first != nullptr ? first->programDateTime : core::WallTime::min();
}

core::MediaPlaylist mediaPlaylistOf(const TrackSnapshot& track, core::Skip skip) {
    core::MediaPlaylist playlist;
    const double target = targetDurationOf(track.options.segmentSeconds);
    playlist.targetDurationSeconds = targetDurationOf(track.options.segmentSeconds);
    playlist.partTarget = core::Seconds(track.options.partTargetSeconds);
    playlist.partHoldBack = core::Seconds(3 * track.options.partTargetSeconds);
    playlist.canSkipUntil = core::Seconds(kSkipUntilTargets * target);
    playlist.ended = track.ended;
    const bool isWhole = skip == core::Skip::none || track.ended;
    addSegments(playlist, track, isWhole ? std::numeric_limits<double>::infinity() : playlist.canSkipUntil.count(),
                kPartsListedTargets * target);
    const LiveSegment* first = firstOf(track);
    playlist.mediaSequence = first != nullptr ? first->msn : track.nextMsn;
    playlist.discontinuitySequence =
        first != nullptr ? first->discontinuities - (first->discontinuity ? 1 : 0) : track.discontinuities;
    if (!track.ended) {
        addHints(playlist, track);
    }
    return playlist;
}

core::RenditionReport reportOf(const std::string& track, const TrackTimeline& timeline) {
    core::RenditionReport report{.uri = "../" + track + "/index.m3u8", .lastMsn = 0, .lastPart = {}};
    if (timeline.open() && !timeline.open()->parts.empty()) {
        report.lastMsn = timeline.open()->msn;
        report.lastPart = timeline.open()->parts.size() - 1;
    } else if (!timeline.finished().empty()) {
        report.lastMsn = timeline.finished().back().msn;
        const std::size_t parts = timeline.finished().back().parts.size();
        report.lastPart = parts > 0 ? std::optional<std::uint64_t>(parts - 1) : std::nullopt;
    }
    return report;
}

core::MultivariantPlaylist multivariantPlaylistOf(const std::map<std::string, const TrackTimeline*>& tracks) {
    core::MultivariantPlaylist playlist;
    Bandwidth sound;
    std::string audioCodec;
    for (const auto& [name, timeline] : tracks) {
        if (!isVideo(*timeline)) {
            const auto& format = timeline->init()->format;
            playlist.audio.push_back({.groupId = "audio",
                                      .name = name,
                                      .uri = name + "/index.m3u8",
                                      .channels = format.channels,
                                      .isDefault = playlist.audio.empty()});
            const Bandwidth bandwidth = bandwidthOf(*timeline);
            sound = {std::max(sound.peak, bandwidth.peak), std::max(sound.average, bandwidth.average)};
            audioCodec = core::codecString(format);
        }
    }
    for (const auto& [name, timeline] : tracks) {
        if (isVideo(*timeline)) {
            const auto& format = timeline->init()->format;
            core::Variant variant;
            variant.uri = name + "/index.m3u8";
            const Bandwidth picture = bandwidthOf(*timeline);
            variant.bandwidth = picture.peak + sound.peak;
            variant.averageBandwidth = picture.average + sound.average;
            variant.frameRate = timeline->framesPerSecond();
            variant.codecs = core::codecString(format) + (audioCodec.empty() ? "" : "," + audioCodec);
            variant.width = format.width;
            variant.height = format.height;
            variant.audioGroup = playlist.audio.empty() ? std::nullopt : std::optional<std::string>("audio");
            playlist.variants.push_back(std::move(variant));
        }
    }
    std::stable_sort(playlist.variants.begin(), playlist.variants.end(),
                     [](const core::Variant& a, const core::Variant& b) { return a.height > b.height; });
    if (playlist.variants.empty() && !playlist.audio.empty()) { // a show of sound alone
        playlist.variants.push_back({.uri = playlist.audio.front().uri,
                                     .bandwidth = sound.peak,
                                     .averageBandwidth = sound.average,
                                     .codecs = audioCodec,
                                     .width = 0,
                                     .height = 0,
                                     .frameRate = {},
                                     .audioGroup = {}});
        playlist.audio.clear();
    }
    return playlist;
}

} // namespace tally::server::live
