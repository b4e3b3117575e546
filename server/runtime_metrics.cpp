// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime_metrics.h"

#include "server/live/live_service.h"
#include "server/net/net_counts.h"

#include <prometheus/metric_family.h>

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

void collectLive(const live::LiveService& live, std::vector<prometheus::MetricFamily>& families) {
    Family onAir = gauge("live_on_air", "1 while parts come in");
    Family held = gauge("live_held_requests", "Requests that wait for the next part");
    Family chunks = counter("live_ingest_chunks_total", "Chunks that came in");
    Family bytes = counter("live_ingest_bytes_total", "Bytes of chunks that came in");
    Family over = counter("live_parts_over_target_total", "Chunks longer than the part target");
    Family tooLong = counter("live_segments_over_target_total", "Segments longer than the target duration");
    Family delay = gauge("live_ingest_delay_seconds", "From the capture of the last chunk's end to its arrival");
    Family segments = gauge("live_window_segments", "Whole segments in the window");
    for (const auto& [event, counts] : live.counts()) {
        onAir.add(counts.onAir ? 1 : 0, {{"event", event}});
        held.add(counts.held, {{"event", event}});
        for (const auto& [track, ofTrack] : counts.tracks) {
            const Labels labels{{"event", event}, {"track", track}};
            chunks.add(ofTrack.chunks, labels);
            bytes.add(ofTrack.bytes, labels);
            over.add(ofTrack.partsOverTarget, labels);
            tooLong.add(ofTrack.segmentsOverTarget, labels);
            segments.add(ofTrack.segments, labels);
            if (ofTrack.delay) {
                delay.add(std::chrono::duration<double>(*ofTrack.delay).count(), labels);
            }
        }
    }
    for (Family* family : {&onAir, &held, &chunks, &bytes, &over, &tooLong, &delay, &segments}) {
        families.push_back(family->take());
    }
}

} // namespace

std::vector<prometheus::MetricFamily> RuntimeMetrics::Collect() const {
    std::vector<prometheus::MetricFamily> families;
    collectNet(m_net, families);
    collectLive(m_live, families);
    return families;
}

} // namespace tally::server
