// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/catalog_routes.h"

#include "server/catalog/json_body.h"

namespace tally::server::catalog {

namespace asio = boost::asio;

namespace {

net::Response changed(const core::Result<core::Event>& event) {
    return event ? net::Response::ofJson(200, core::serializeJson(*event)) : net::Response::ofError(event.error());
}

} // namespace

CatalogRoutes::CatalogRoutes(const accounts::AdminToken& admin, Catalog& catalog, accounts::IngestKeys& keys,
                             const EventDirectory& events, const live::LiveEvents& live, const Audience& audience,
                             Clock clock)
    : m_admin(admin),
      m_catalog(catalog),
      m_keys(keys),
      m_events(events),
      m_live(live),
      m_audience(audience),
      m_clock(std::move(clock)) {}

void CatalogRoutes::registerRoutes(net::Router& router) {
    using net::Method;
    using net::Request;
    router.add(Method::post, "/api/v1/organizations",
               m_admin.guard([this](Request& r) { return createOrganization(r); }));
    router.add(Method::post, "/api/v1/events", m_admin.guard([this](Request& r) { return createEvent(r); }));
    router.add(Method::post, "/api/v1/campaigns", m_admin.guard([this](Request& r) { return createCampaign(r); }));
    router.add(Method::post, "/api/v1/events/{event}/ingest-keys",
               m_admin.guard([this](Request& r) { return createIngestKey(r); }));
    router.add(Method::post, "/api/v1/events/{event}/end", m_admin.guard([this](Request& r) { return endEvent(r); }));
    router.add(Method::del, "/api/v1/events/{event}/end", m_admin.guard([this](Request& r) { return reopenEvent(r); }));
    router.add(Method::put, "/api/v1/events/{event}/window",
               m_admin.guard([this](Request& r) { return setWindow(r); }));
    net::RouteLimits open;
    open.cors = true;
    router.add(
        Method::get, "/api/v1/events/{event}/status", [this](Request& r) { return status(r); }, open);
}

asio::awaitable<net::Response> CatalogRoutes::createOrganization(net::Request& request) {
    auto body = co_await readJson<core::OrganizationRequest>(request);
    if (!body) {
        co_return net::Response::ofError(body.error());
    }
    const auto made = co_await m_catalog.createOrganization(std::move(*body));
    co_return created(made);
}

asio::awaitable<net::Response> CatalogRoutes::createEvent(net::Request& request) {
    auto body = co_await readJson<core::EventRequest>(request);
    if (!body) {
        co_return net::Response::ofError(body.error());
    }
    const auto made = co_await m_catalog.createEvent(std::move(*body));
    co_return created(made);
}

asio::awaitable<net::Response> CatalogRoutes::endEvent(net::Request& request) {
    co_return changed(co_await m_catalog.endEvent(request.parameter("event")));
}

asio::awaitable<net::Response> CatalogRoutes::reopenEvent(net::Request& request) {
    co_return changed(co_await m_catalog.reopenEvent(request.parameter("event")));
}

asio::awaitable<net::Response> CatalogRoutes::setWindow(net::Request& request) {
    auto body = co_await readJson<core::EventWindow>(request);
    if (!body) {
        co_return net::Response::ofError(body.error());
    }
    co_return changed(co_await m_catalog.setWindow(request.parameter("event"), *body));
}

asio::awaitable<net::Response> CatalogRoutes::createCampaign(net::Request& request) {
    auto body = co_await readJson<core::CampaignRequest>(request);
    if (!body) {
        co_return net::Response::ofError(body.error());
    }
    const auto made = co_await m_catalog.createCampaign(std::move(*body));
    co_return created(made);
}

asio::awaitable<net::Response> CatalogRoutes::createIngestKey(net::Request& request) {
    const auto made = co_await m_keys.create(request.parameter("event"));
    co_return created(made);
}

asio::awaitable<net::Response> CatalogRoutes::status(net::Request& request) {
    const auto event = m_events.find(request.parameter("event"));
    if (!event) {
        co_return net::Response::problem(404, "there is no such event");
    }
    core::EventStatus status;
    status.event = event->slug;
    status.name = event->name;
    status.onAir = m_live.onAir(event->slug);
    status.liveEdge = m_live.liveEdge(event->slug);
    status.viewers = m_audience.viewers(event->slug);
    status.serverTime = m_clock();
    status.cues = m_audience.readiness(event->slug);
    net::Response response = net::Response::ofJson(200, core::serializeJson(status));
    response.withHeader("Cache-Control", "no-store");
    co_return response;
}

} // namespace tally::server::catalog
