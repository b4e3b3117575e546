// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/ingest_routes.h"

#include "core/cmaf/reader.h"
#include "server/live/live_service.h"
#include "server/net/router.h"

#include <boost/asio/this_coro.hpp>

#include <chrono>

namespace tally::server::live {
namespace {

namespace asio = boost::asio;
using net::Request;
using net::Response;
using namespace std::chrono_literals;

// A publisher is told that a part is kept when it is on disk; one that stands still must not hold the show up.
constexpr auto kLongestWaitForDisk = 200ms;

// Two encoders behind one address are told apart by a name that each gives itself.
core::Result<std::string> publisherOf(const Request& request) {
    const auto name = request.header("tally-publisher");
    if (name && !isTrackName(*name)) {
        return core::fail(core::ErrorCode::invalid,
                          "Tally-Publisher is 1 to 64 letters, digits, hyphens and underscores");
    }
    return name ? std::string(*name) : request.remoteAddress;
}

core::Status take(EventStream& stream, const std::string& track, IngestLane& lane, core::CmafReader::Item item) {
    if (auto* init = std::get_if<core::InitSection>(&item)) {
        lane.init = *init;
        return stream.addInit(track, lane, std::move(*init));
    }
    return stream.addChunk(track, lane, std::get<core::Chunk>(item));
}

// All whole items that the reader has.
core::Status takeAll(core::CmafReader& reader, EventStream& stream, const std::string& track, IngestLane& lane) {
    for (;;) {
        auto item = reader.next();
        if (!item) {
            return core::propagate(item);
        }
        if (!*item) {
            return {};
        }
        if (auto taken = take(stream, track, lane, std::move(**item)); !taken) {
            return taken;
        }
    }
}

} // namespace

void IngestRoutes::registerRoutes(net::Router& router) {
    const net::RouteLimits endless{.bodyBytes = 0, .bodyIdle = 10s, .cors = false};
    router.add(
        net::Method::post, "/ingest/v1/{event}/{track}", [this](Request& request) { return ingest(request); }, endless);
    router.add(net::Method::get, "/ingest/v1/{event}/{track}", [this](Request& request) { return position(request); });
}

core::Result<std::shared_ptr<EventStream>> IngestRoutes::streamFor(const Request& request) const {
    if (const auto may = m_gate.mayPublish(request.parameter("event"), request.bearerToken()); !may) {
        return core::propagate(may);
    }
    if (!isTrackName(request.parameter("track"))) {
        return core::fail(core::ErrorCode::invalid,
                          "a track's name is 1 to 64 letters, digits, hyphens and underscores");
    }
    auto stream = m_live.find(request.parameter("event"));
    if (!stream) {
        return core::fail(core::ErrorCode::notFound, "there is no such event");
    }
    return stream;
}

IngestRoutes::Answer IngestRoutes::ingest(Request& request) {
    const auto stream = streamFor(request);
    auto publisher = publisherOf(request);
    if (!stream || !publisher) {
        co_return Response::ofError(stream ? publisher.error() : stream.error());
    }
    const std::string track = request.parameter("track");
    IngestLane lane;
    lane.session = request.header("tally-session");
    lane.publisher = std::move(*publisher);
    lane.init = (*stream)->initOf(track, lane.session);
    core::CmafReader reader({}, lane.init);
    for (;;) {
        const auto bytes = co_await request.body->readSome();
        if (!bytes) {
            co_return Response::ofError(bytes.error());
        }
        if (bytes->empty()) {
            break;
        }
        reader.push(*bytes);
        if (const auto taken = takeAll(reader, **stream, track, lane); !taken) {
            co_return Response::ofError(taken.error());
        }
    }
    const auto executor = co_await asio::this_coro::executor;
    if (const auto waiter = (*stream)->stored(executor)) {
        co_await Waiter::wait(waiter, std::chrono::steady_clock::now() + kLongestWaitForDisk);
    }
    co_return Response::ofJson(200, core::serializeJson((*stream)->ingestPosition(track)));
}

IngestRoutes::Answer IngestRoutes::position(Request& request) {
    const auto stream = streamFor(request);
    if (!stream) {
        co_return Response::ofError(stream.error());
    }
    co_return Response::ofJson(200, core::serializeJson((*stream)->ingestPosition(request.parameter("track"))));
}

} // namespace tally::server::live
