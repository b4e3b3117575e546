// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/measurement_routes.h"

#include "server/catalog/json_body.h"
#include "server/measurement/batch_rules.h"

#include <algorithm>

namespace tally::server::measurement {

namespace asio = boost::asio;
using core::ErrorCode;

namespace {

constexpr const char* kRetryAfterSeconds = "10";

net::Response refusal(const core::Error& error) {
    net::Response response = net::Response::ofError(error);
    if (response.status == 503) {
        response.withHeader("Retry-After", kRetryAfterSeconds);
    }
    return response;
}

core::MeasurementReceipt receiptFor(const core::MeasurementBatch& batch) {
    const auto last = std::max_element(batch.events.begin(), batch.events.end(),
                                       [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    return {batch.events.size(), last->sequence};
}

} // namespace

MeasurementRoutes::MeasurementRoutes(const accounts::AdminToken& admin, const catalog::EventDirectory& events,
                                     Journal& journal, PlayLedger& ledger, MeasurementMetrics& metrics,
                                     catalog::Clock clock)
    : m_admin(admin),
      m_events(events),
      m_journal(journal),
      m_ledger(ledger),
      m_metrics(metrics),
      m_clock(std::move(clock)) {}

void MeasurementRoutes::registerRoutes(net::Router& router) {
    net::RouteLimits open;
    open.bodyBytes = catalog::kJsonBodyBytes;
    open.cors = true;
    router.add(
        net::Method::post, "/api/v1/measurement", [this](net::Request& r) { return accept(r); }, open);
    router.add(net::Method::get, "/api/v1/events/{event}/report",
               m_admin.guard([this](net::Request& r) { return report(r); }));
}

asio::awaitable<net::Response> MeasurementRoutes::accept(net::Request& request) {
    auto batch = co_await catalog::readJson<core::MeasurementBatch>(request);
    if (!batch) {
        co_return net::Response::ofError(batch.error());
    }
    const core::WallTime now = m_clock();
    const auto allowed = check(*batch, now);
    if (!allowed) {
        co_return net::Response::ofError(allowed.error());
    }
    if (!m_events.has(batch->event)) {
        co_return net::Response::problem(404, "event: there is no such event");
    }
    const core::MeasurementReceipt receipt = receiptFor(*batch);
    const JournalEntry entry{now, std::move(*batch)};
    const auto durable = co_await m_journal.append(core::serializeJson(entry));
    if (!durable) {
        co_return refusal(durable.error());
    }
    m_metrics.accepted(receipt.accepted);
    co_return net::Response::ofJson(200, core::serializeJson(receipt));
}

asio::awaitable<net::Response> MeasurementRoutes::report(net::Request& request) {
    const std::string& event = request.parameter("event");
    if (!m_events.has(event)) {
        co_return net::Response::problem(404, "there is no such event");
    }
    const auto report = co_await m_ledger.report(event);
    if (!report) {
        co_return net::Response::ofError(report.error());
    }
    net::Response response = net::Response::ofJson(200, core::serializeJson(*report));
    response.withHeader("Cache-Control", "no-store");
    co_return response;
}

} // namespace tally::server::measurement
