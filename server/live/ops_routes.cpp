// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/ops_routes.h"

#include "server/live/live_service.h"
#include "server/net/router.h"

namespace tally::server::live {
namespace {

core::OpsLatency latencyOf(const LatencyHistogram::Values& values) {
    return {{LatencyHistogram::kBounds.begin(), LatencyHistogram::kBounds.end()},
            {values.counts.begin(), values.counts.end()},
            values.sumSeconds};
}

double secondsOf(std::chrono::milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

std::optional<double> secondsOf(const std::optional<std::chrono::milliseconds>& time) {
    return time ? std::optional(secondsOf(*time)) : std::nullopt;
}

// What its publisher did amiss, and how punctual it is.
void addPunctuality(core::OpsTrack& track, const TrackCounts& counts) {
    track.partsOverTarget = counts.partsOverTarget;
    track.segmentsOverTarget = counts.segmentsOverTarget;
    track.keyFramesMissing = counts.keyFramesMissing;
    track.partsLate = counts.partsLate;
    track.jitterSeconds = counts.jitterSeconds;
    track.delaySeconds = secondsOf(counts.delay);
    track.warnings = counts.warnings;
    for (const PublisherCount& publisher : counts.publishers) {
        track.publishers.push_back({publisher.name, secondsOf(publisher.since)});
    }
}

core::OpsTrack trackOf(const std::string& name, const TrackCounts& counts) {
    core::OpsTrack track;
    track.name = name;
    track.kind = counts.kind;
    track.current = counts.current;
    track.silent = counts.silent;
    track.notStored = counts.notStored;
    track.viewers = counts.viewers;
    track.videoWidth = counts.width;
    track.videoHeight = counts.height;
    track.sinceLastChunkSeconds = secondsOf(counts.sinceLastChunk);
    track.chunks = counts.chunks;
    track.bytes = counts.bytes;
    track.segments = counts.segments;
    track.windowSeconds = counts.windowSeconds;
    addPunctuality(track, counts);
    return track;
}

core::OpsEvent eventOf(const std::string& slug, const EventCounts& counts) {
    core::OpsEvent event;
    event.event = slug;
    event.onAir = counts.onAir;
    event.ended = counts.ended;
    event.sinceLastPartSeconds = secondsOf(counts.sinceLastPart);
    event.partTargetSeconds = counts.partTargetSeconds;
    event.windowLimitSeconds = static_cast<double>(counts.windowLimit.count());
    event.viewers = counts.viewers;
    event.held = counts.held;
    event.diskBytes = counts.diskBytes;
    event.playlistRequests = counts.served.playlists;
    event.mediaRequests = counts.served.media;
    event.bytesOut = counts.served.bytes;
    event.cacheable = counts.served.cacheable;
    event.errors = counts.served.errors;
    event.capturedToReceived = latencyOf(counts.capturedToReceived);
    event.receivedToPublished = latencyOf(counts.receivedToPublished);
    event.publishedToSent = latencyOf(counts.publishedToSent);
    for (const auto& [name, track] : counts.tracks) {
        event.tracks.push_back(trackOf(name, track));
    }
    return event;
}

} // namespace

void OpsRoutes::registerRoutes(net::Router& router) {
    router.add(net::Method::get, "/api/v1/ops", m_guard([this](net::Request& request) { return report(request); }));
}

boost::asio::awaitable<net::Response> OpsRoutes::report(net::Request&) const {
    core::OpsReport report;
    report.server = m_server();
    for (const auto& [slug, counts] : m_live.counts()) {
        report.events.push_back(eventOf(slug, counts));
    }
    co_return net::Response::ofJson(200, core::serializeJson(report)).withHeader("Cache-Control", "no-store");
}

} // namespace tally::server::live
