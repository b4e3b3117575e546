// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/ops_routes.h"

#include "core/protocol/ops.h"
#include "server/live/live_service.h"
#include "server/net/router.h"

namespace tally::server::live {
namespace {

core::OpsLatency latencyOf(const LatencyHistogram::Values& values) {
    return {{LatencyHistogram::kBounds.begin(), LatencyHistogram::kBounds.end()},
            {values.counts.begin(), values.counts.end()},
            values.sumSeconds};
}

core::OpsTrack trackOf(const std::string& name, const TrackCounts& counts) {
    core::OpsTrack track;
    track.name = name;
    track.silent = counts.silent;
    track.viewers = counts.viewers;
    track.chunks = counts.chunks;
    track.bytes = counts.bytes;
    track.segments = counts.segments;
    track.partsOverTarget = counts.partsOverTarget;
    track.segmentsOverTarget = counts.segmentsOverTarget;
    track.keyFramesMissing = counts.keyFramesMissing;
    track.partsLate = counts.partsLate;
    track.jitterSeconds = counts.jitterSeconds;
    if (counts.delay) {
        track.delaySeconds = std::chrono::duration<double>(*counts.delay).count();
    }
    return track;
}

core::OpsEvent eventOf(const std::string& slug, const EventCounts& counts) {
    core::OpsEvent event;
    event.event = slug;
    event.onAir = counts.onAir;
    event.ended = counts.ended;
    event.viewers = counts.viewers;
    event.held = counts.held;
    event.diskBytes = counts.diskBytes;
    event.playlistRequests = counts.served.playlists;
    event.mediaRequests = counts.served.media;
    event.bytesOut = counts.served.bytes;
    event.cacheable = counts.served.cacheable;
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
    for (const auto& [slug, counts] : m_live.counts()) {
        report.events.push_back(eventOf(slug, counts));
    }
    co_return net::Response::ofJson(200, core::serializeJson(report)).withHeader("Cache-Control", "no-store");
}

} // namespace tally::server::live
