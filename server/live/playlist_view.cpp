// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playlist_view.h"

#include <algorithm>
#include <cmath>

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

// Peak bits a second over whole segments; of what there is before the first is whole.
std::uint64_t peakBitsPerSecond(const TrackTimeline& timeline) {
    double peak = 0;
    const auto consider = [&](const LiveSegment& segment) {
        peak = segment.seconds > 0 ? std::max(peak, static_cast<double>(segment.bytes) * 8 / segment.seconds) : peak;
    };
    std::for_each(timeline.finished().begin(), timeline.finished().end(), consider);
    if (peak <= 0 && timeline.open()) {
        consider(*timeline.open());
    }
    return static_cast<std::uint64_t>(std::ceil(peak));
}

bool isVideo(const TrackTimeline& timeline) {
    return timeline.init()->format.kind == core::MediaKind::video;
}

} // namespace

core::MediaPlaylist mediaPlaylistOf(const TrackTimeline& timeline, const TimelineOptions& options) {
    core::MediaPlaylist playlist;
    const double target = targetDuration(options);
    playlist.targetDurationSeconds = targetDuration(options);
    playlist.partTarget = core::Seconds(options.partTargetSeconds);
    playlist.partHoldBack = core::Seconds(3 * options.partTargetSeconds);
    playlist.canSkipUntil = core::Seconds(kSkipUntilTargets * target);
    double fromEnd = timeline.open() ? timeline.open()->seconds : 0;
    std::vector<core::Segment> newestFirst;
    if (timeline.open()) {
        newestFirst.push_back(segmentOf(*timeline.open(), true));
    }
    for (auto live = timeline.finished().rbegin(); live != timeline.finished().rend(); ++live) {
        newestFirst.push_back(segmentOf(*live, fromEnd <= kPartsListedTargets * target));
        newestFirst.back().uri = std::to_string(live->msn) + ".m4s";
        fromEnd += live->seconds;
    }
    playlist.segments.assign(newestFirst.rbegin(), newestFirst.rend());
    const LiveSegment* first = !timeline.finished().empty() ? &timeline.finished().front() : nullptr;
    first = first == nullptr && timeline.open() ? &*timeline.open() : first;
    playlist.mediaSequence = first != nullptr ? first->msn : timeline.nextMsn();
    playlist.discontinuitySequence =
        first != nullptr ? first->discontinuities - (first->discontinuity ? 1 : 0) : timeline.discontinuities();
    const std::size_t parts = timeline.open() ? timeline.open()->parts.size() : 0;
    playlist.preloadHints.push_back({core::PreloadHint::Type::part, partUri(timeline.nextMsn(), parts)});
    return playlist;
}

core::MediaPlaylist deltaOf(core::MediaPlaylist playlist) {
    core::Seconds fromEnd{};
    std::size_t kept = 0;
    while (kept < playlist.segments.size() && fromEnd < playlist.canSkipUntil) {
        ++kept;
        fromEnd += playlist.segments[playlist.segments.size() - kept].duration;
    }
    const std::size_t skipped = playlist.segments.size() - kept;
    if (skipped > 0) {
        playlist.skippedSegments = skipped;
        playlist.segments.erase(playlist.segments.begin(),
                                playlist.segments.begin() + static_cast<std::ptrdiff_t>(skipped));
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
    std::uint64_t audioBits = 0;
    std::string audioCodec;
    for (const auto& [name, timeline] : tracks) {
        if (!isVideo(*timeline)) {
            const auto& format = timeline->init()->format;
            playlist.audio.push_back({.groupId = "audio",
                                      .name = name,
                                      .uri = name + "/index.m3u8",
                                      .channels = format.channels,
                                      .isDefault = playlist.audio.empty()});
            audioBits = std::max(audioBits, peakBitsPerSecond(*timeline));
            audioCodec = core::codecString(format);
        }
    }
    for (const auto& [name, timeline] : tracks) {
        if (isVideo(*timeline)) {
            const auto& format = timeline->init()->format;
            core::Variant variant;
            variant.uri = name + "/index.m3u8";
            variant.bandwidth = peakBitsPerSecond(*timeline) + audioBits;
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
                                     .bandwidth = audioBits,
                                     .averageBandwidth = {},
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
