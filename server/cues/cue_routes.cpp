// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_routes.h"

#include "server/catalog/json_body.h"
#include "server/store/uuid.h"

namespace tally::server::cues {

namespace asio = boost::asio;

CueRoutes::CueRoutes(const accounts::AdminToken& admin, CueDesk& desk, CueLedger& ledger, const CueBoard& board,
                     const catalog::EventDirectory& events)
    : m_admin(admin), m_desk(desk), m_ledger(ledger), m_board(board), m_events(events) {}

void CueRoutes::registerRoutes(net::Router& router) {
    using net::Method;
    router.add(Method::post, "/api/v1/events/{event}/cues", m_admin.guard([this](net::Request& r) { return fire(r); }));
    router.add(Method::get, "/api/v1/events/{event}/cues", m_admin.guard([this](net::Request& r) { return list(r); }));
    net::RouteLimits open;
    open.cors = true;
    router.add(
        Method::get, "/live/{event}/cues/{id}.{revision}.json", [this](net::Request& r) { return serve(r); }, open);
}

asio::awaitable<net::Response> CueRoutes::fire(net::Request& request) {
    auto body = co_await catalog::readJson<core::CueRequest>(request);
    if (!body) {
        co_return net::Response::ofError(body.error());
    }
    const auto cue = co_await m_desk.fire(request.parameter("event"), std::move(*body));
    co_return catalog::created(cue);
}

asio::awaitable<net::Response> CueRoutes::list(net::Request& request) {
    if (!m_events.has(request.parameter("event"))) {
        co_return net::Response::problem(404, "there is no such event");
    }
    const auto cues = co_await m_ledger.list(request.parameter("event"));
    if (!cues) {
        co_return net::Response::ofError(cues.error());
    }
    net::Response response = net::Response::ofJson(200, core::serializeJson(*cues));
    response.withHeader("Cache-Control", "no-store");
    co_return response;
}

// From the board, which also bears a crowd; older ones from the ledger.
asio::awaitable<net::Response> CueRoutes::serve(net::Request& request) {
    const std::string& event = request.parameter("event");
    const std::string& id = request.parameter("id");
    SharedCue cue = m_board.find(event, id);
    if (!cue && store::isUuid(id)) {
        const auto stored = co_await m_ledger.find(event, id);
        if (!stored) {
            co_return net::Response::ofError(stored.error());
        }
        cue = *stored ? std::make_shared<const core::Cue>(**stored) : nullptr;
    }
    if (!cue || std::to_string(cue->revision) != request.parameter("revision")) {
        co_return net::Response::problem(404, "there is no such revision of a cue");
    }
    net::Response response = net::Response::ofJson(200, core::serializeJson(*cue));
    response.withHeader("Cache-Control", "public, max-age=31536000, immutable");
    co_return response;
}

} // namespace tally::server::cues
