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

std::uint32_t targetDuration(const TimelineOptions& options) {
    return std::max(1U, static_cast<std::uint32_t>(std::lround(options.segmentSeconds)));
}

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
    std::for_each(timeline.finished().begin(), timeline.finished().end(), count);
    if (seconds <= 0 && timeline.open()) {
        count(*timeline.open());
    }
    return {.peak = static_cast<std::uint64_t>(std::ceil(peak)),
            .average = seconds > 0 ? static_cast<std::uint64_t>(std::ceil(bits / seconds)) : 0};
}

// From the newest back to the first that lies `listedSeconds` from the end; the rest is skipped.
void addSegments(core::MediaPlaylist& playlist, const TrackTimeline& timeline, double listedSeconds,
                 double partsListedSeconds) {
    double fromEnd = timeline.open() ? timeline.open()->seconds : 0;
    std::vector<core::Segment> newestFirst;
    if (timeline.open()) {
        newestFirst.push_back(segmentOf(*timeline.open(), true));
    }
    auto live = timeline.finished().rbegin();
    for (; live != timeline.finished().rend() && fromEnd < listedSeconds; ++live) {
        newestFirst.push_back(segmentOf(*live, fromEnd <= partsListedSeconds));
        newestFirst.back().uri = std::to_string(live->msn) + ".m4s";
        fromEnd += live->seconds;
    }
    playlist.segments.assign(std::make_move_iterator(newestFirst.rbegin()),
                             std::make_move_iterator(newestFirst.rend()));
    const auto skipped = std::distance(live, timeline.finished().rend());
    playlist.skippedSegments = skipped > 0 ? std::optional(static_cast<std::uint64_t>(skipped)) : std::nullopt;
}

bool isVideo(const TrackTimeline& timeline) {
    return timeline.init()->format.kind == core::MediaKind::video;
}

} // namespace

core::MediaPlaylist mediaPlaylistOf(const TrackTimeline& timeline, const TimelineOptions& options, core::Skip skip) {
    core::MediaPlaylist playlist;
    const double target = targetDuration(options);
    playlist.targetDurationSeconds = targetDuration(options);
    playlist.partTarget = core::Seconds(options.partTargetSeconds);
    playlist.partHoldBack = core::Seconds(3 * options.partTargetSeconds);
    playlist.canSkipUntil = core::Seconds(kSkipUntilTargets * target);
    const double listed =
        skip == core::Skip::none ? std::numeric_limits<double>::infinity() : playlist.canSkipUntil.count();
    addSegments(playlist, timeline, listed, kPartsListedTargets * target);
    const LiveSegment* first = !timeline.finished().empty() ? &timeline.finished().front() : nullptr;
    first = first == nullptr && timeline.open() ? &*timeline.open() : first;
    playlist.mediaSequence = first != nullptr ? first->msn : timeline.nextMsn();
    playlist.discontinuitySequence =
        first != nullptr ? first->discontinuities - (first->discontinuity ? 1 : 0) : timeline.discontinuities();
    const std::size_t parts = timeline.open() ? timeline.open()->parts.size() : 0;
    playlist.preloadHints.push_back({core::PreloadHint::Type::part, partUri(timeline.nextMsn(), parts)});
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
