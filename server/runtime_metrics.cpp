// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime_metrics.h"

#include "server/live/live_service.h"
#include "server/net/net_counts.h"

#include <prometheus/metric_family.h>

#include <limits>
#include <map>
#include <string>

namespace tally::server {
namespace {

using Labels = std::vector<prometheus::ClientMetric::Label>;

// One family of metrics that is filled value by value.
class Family {
public:
    Family(std::string name, std::string help, prometheus::MetricType type)
        : m_family{std::move(name), std::move(help), type, {}} {}

    template <typename Number>
    void add(Number value, Labels labels = {}) {
        prometheus::ClientMetric metric;
        metric.label = std::move(labels);
        metric.counter.value = static_cast<double>(value);
        metric.gauge.value = static_cast<double>(value);
        m_family.metric.push_back(std::move(metric));
    }

    void add(const live::LatencyHistogram::Values& values, Labels labels) {
        prometheus::ClientMetric metric;
        metric.label = std::move(labels);
        metric.histogram.sample_sum = values.sumSeconds;
        for (std::size_t i = 0; i < values.counts.size(); ++i) {
            metric.histogram.sample_count += values.counts[i];
            const bool isLast = i == live::LatencyHistogram::kBounds.size();
            metric.histogram.bucket.push_back(
                {metric.histogram.sample_count,
                 isLast ? std::numeric_limits<double>::infinity() : live::LatencyHistogram::kBounds[i]});
        }
        m_family.metric.push_back(std::move(metric));
    }

    prometheus::MetricFamily take() { return std::move(m_family); }

private:
    prometheus::MetricFamily m_family;
};

Family counter(std::string name, std::string help) {
    return {"tally_" + std::move(name), std::move(help), prometheus::MetricType::Counter};
}

Family gauge(std::string name, std::string help) {
    return {"tally_" + std::move(name), std::move(help), prometheus::MetricType::Gauge};
}

Family histogram(std::string name, std::string help) {
    return {"tally_" + std::move(name), std::move(help), prometheus::MetricType::Histogram};
}

void collectNet(const net::NetCounts& counts, std::vector<prometheus::MetricFamily>& families) {
    Family connections = counter("net_connections_total", "Connections that were accepted");
    connections.add(counts.connections.load());
    Family refused = counter("net_connections_refused_total", "Connections closed at once: over a limit");
    refused.add(counts.refused.load());
    Family open = gauge("net_connections_open", "Connections that are open, WebSockets included");
    open.add(counts.open.load());
    Family sockets = gauge("net_websockets_open", "WebSockets that are open");
    sockets.add(counts.webSockets.load());
    Family responses = counter("net_responses_total", "Responses by class of status");
    for (std::size_t kind = 1; kind < counts.responses.size(); ++kind) {
        responses.add(counts.responses[kind].load(), {{"status", std::to_string(kind) + "xx"}});
    }
    Family sent = counter("net_body_bytes_total", "Bytes of response bodies that were sent");
    sent.add(counts.bodyBytes.load());
    for (Family* family : {&connections, &refused, &open, &sockets, &responses, &sent}) {
        families.push_back(family->take());
    }
}

using EventCountsByName = std::map<std::string, live::EventCounts>;

void collectEvents(const EventCountsByName& events, std::vector<prometheus::MetricFamily>& families) {
    Family onAir = gauge("live_on_air", "1 while parts come in");
    Family held = gauge("live_held_requests", "Requests that wait for the next part");
    Family viewers = gauge("live_viewers", "Viewers by how often playlists are asked for");
    Family disk = gauge("live_window_bytes", "What all tracks have on disk");
    Family requests = counter("live_requests_total", "Requests for playlists and for media that were answered");
    Family bytes = counter("live_body_bytes_total", "Bytes of playlists and media");
    Family cacheable = counter("live_requests_cacheable_total", "Answers that a cache may keep for all viewers");
    Family errors = counter("live_requests_refused_total", "Requests that were answered with an error");
    Family stages = histogram("live_stage_seconds", "How long a stage takes on the way from camera to viewer");
    for (const auto& [event, counts] : events) {
        const Labels labels{{"event", event}};
        onAir.add(counts.onAir ? 1 : 0, labels);
        held.add(counts.held, labels);
        viewers.add(counts.viewers, labels);
        disk.add(counts.diskBytes, labels);
        requests.add(counts.served.playlists, {{"event", event}, {"kind", "playlist"}});
        requests.add(counts.served.media, {{"event", event}, {"kind", "media"}});
        bytes.add(counts.served.bytes, labels);
        cacheable.add(counts.served.cacheable, labels);
        errors.add(counts.served.errors, labels);
        stages.add(counts.capturedToReceived, {{"event", event}, {"stage", "captured_to_received"}});
        stages.add(counts.receivedToPublished, {{"event", event}, {"stage", "received_to_published"}});
        stages.add(counts.publishedToSent, {{"event", event}, {"stage", "published_to_sent"}});
    }
    for (Family* family : {&onAir, &held, &viewers, &disk, &requests, &bytes, &cacheable, &errors, &stages}) {
        families.push_back(family->take());
    }
}

void collectTracks(const EventCountsByName& events, std::vector<prometheus::MetricFamily>& families) {
    Family chunks = counter("live_ingest_chunks_total", "Chunks that came in, repeated ones aside");
    Family bytes = counter("live_ingest_bytes_total", "Bytes of chunks that came in");
    Family over = counter("live_parts_over_target_total", "Chunks longer than the part target");
    Family tooLong = counter("live_segments_over_target_total", "Segments longer than the target duration");
    Family noKey = counter("live_key_frames_missing_total", "Times that no key frame came for three segments");
    Family late = counter("live_parts_late_total", "Chunks that came later than the track's own clock has them");
    Family jitter = gauge("live_ingest_jitter_seconds", "By how much the distance between chunks varies");
    Family silent = gauge("live_track_silent", "1 while nothing comes of a track that others go on without");
    Family delay = gauge("live_ingest_delay_seconds", "From the capture of the last chunk's end to its arrival");
    Family segments = gauge("live_window_segments", "Whole segments in the window");
    for (const auto& [event, counts] : events) {
        for (const auto& [track, ofTrack] : counts.tracks) {
            const Labels labels{{"event", event}, {"track", track}};
            chunks.add(ofTrack.chunks, labels);
            bytes.add(ofTrack.bytes, labels);
            over.add(ofTrack.partsOverTarget, labels);
            tooLong.add(ofTrack.segmentsOverTarget, labels);
            noKey.add(ofTrack.keyFramesMissing, labels);
            late.add(ofTrack.partsLate, labels);
            jitter.add(ofTrack.jitterSeconds, labels);
            silent.add(ofTrack.silent ? 1 : 0, labels);
            segments.add(ofTrack.segments, labels);
            if (ofTrack.delay) {
                delay.add(std::chrono::duration<double>(*ofTrack.delay).count(), labels);
            }
        }
    }
    for (Family* family : {&chunks, &bytes, &over, &tooLong, &noKey, &late, &jitter, &silent, &delay, &segments}) {
        families.push_back(family->take());
    }
}

} // namespace

std::vector<prometheus::MetricFamily> RuntimeMetrics::Collect() const {
    std::vector<prometheus::MetricFamily> families;
    collectNet(m_net, families);
    const auto events = m_live.counts();
    collectEvents(events, families);
    collectTracks(events, families);
    return families;
}

} // namespace tally::server
