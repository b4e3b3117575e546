// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/live_service.h"

#include "server/net/router.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <mutex>

namespace tally::server::live {
namespace {

namespace asio = boost::asio;
using net::Request;
using net::Response;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view kPlaylistType = "application/vnd.apple.mpegurl";
constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";
// A restart of a killed server may come before its last position was written: what it could have published is skipped.
constexpr std::uint64_t kSkippedAfterRestart = 10;

std::chrono::milliseconds targetDuration(const EventSettings& settings) {
    return std::chrono::milliseconds(1000 * std::max(1L, std::lround(settings.segmentSeconds)));
}

std::optional<std::uint64_t> numberOf(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

Response ofMedia(core::SharedBytes bytes) {
    if (!bytes) {
        return Response::problem(404, "this piece of the stream is not there, or no more");
    }
    Response response = Response::empty(200);
    response.bytes = std::move(bytes);
    response.withHeader("Content-Type", "video/mp4").withHeader("Cache-Control", std::string(kImmutable));
    return response;
}

// Waits until the stream changed or the deadline passed. False: it passed.
asio::awaitable<bool> wait(std::shared_ptr<Waiter> waiter, std::chrono::steady_clock::time_point deadline) {
    waiter->timer.expires_at(deadline);
    co_await waiter->timer.async_wait(kNoThrow);
    co_return std::chrono::steady_clock::now() < deadline;
}

core::Status take(EventStream& stream, const std::string& track, const std::optional<std::string>& session,
                  core::CmafReader::Item item) {
    if (auto* init = std::get_if<core::InitSection>(&item)) {
        return stream.addInit(track, session, std::move(*init));
    }
    return stream.addChunk(track, session, std::get<core::Chunk>(item));
}

} // namespace

LiveService::LiveService(LiveOptions options, const IngestGate& gate) : m_options(std::move(options)), m_gate(gate) {}

void LiveService::registerRoutes(net::Router& router) {
    const auto to = [this](Answer (LiveService::*method)(Request&)) -> net::Handler {
        return [this, method](Request& request) {
            return (this->*method)(request);
        };
    };
    const net::RouteLimits endless{.bodyBytes = 0, .bodyIdle = std::chrono::seconds(10), .cors = false};
    const net::RouteLimits open{.bodyBytes = 1024, .bodyIdle = std::chrono::seconds(10), .cors = true};
    router.add(net::Method::post, "/ingest/v1/{event}/{track}", to(&LiveService::ingest), endless);
    router.add(net::Method::get, "/ingest/v1/{event}/{track}", to(&LiveService::position));
    router.add(net::Method::get, "/live/{event}/main.m3u8", to(&LiveService::multivariant), open);
    router.add(net::Method::get, "/live/{event}/{track}/index.m3u8", to(&LiveService::playlist), open);
    router.add(net::Method::get, "/live/{event}/{track}/init-{number}.mp4", to(&LiveService::init), open);
    router.add(net::Method::get, "/live/{event}/{track}/{msn}.m4s", to(&LiveService::segment), open);
    router.add(net::Method::get, "/live/{event}/{track}/{msn}.{part}.m4s", to(&LiveService::part), open);
}

std::shared_ptr<EventStream> LiveService::find(std::string_view event) const {
    const std::shared_lock lock(m_mutex);
    const auto found = m_events.find(event);
    return found == m_events.end() ? nullptr : found->second;
}

core::Status LiveService::open(const EventSettings& settings) {
    const EventPosition position = readPosition(settings.slug);
    const auto window = static_cast<std::size_t>(
        std::max(6.0, static_cast<double>(m_options.window.count()) / settings.segmentSeconds));
    const std::unique_lock lock(m_mutex);
    m_events.try_emplace(settings.slug, std::make_shared<EventStream>(settings, window, position));
    return {};
}

EventPosition LiveService::readPosition(const std::string& slug) const {
    std::ifstream file(m_options.folder / (slug + ".json"));
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto position = core::parseJson<EventPosition>(text);
    if (!position || position->nextMsn == 0) {
        return {};
    }
    return {position->nextMsn + kSkippedAfterRestart, position->discontinuities + 1};
}

void LiveService::savePositions() {
    const std::shared_lock lock(m_mutex);
    std::error_code error;
    std::filesystem::create_directories(m_options.folder, error);
    for (const auto& [slug, stream] : m_events) {
        if (!stream->onAir()) {
            continue;
        }
        const auto file = m_options.folder / (slug + ".json");
        const auto fresh = m_options.folder / (slug + ".json.new");
        std::ofstream out(fresh);
        out << core::serializeJson(stream->position());
        out.close();
        if (out) { // a full disk must not put an empty file in the place of the good one
            std::filesystem::rename(fresh, file, error);
        }
        if (!out || error) {
            spdlog::error("cannot write {}; msn may go back after a restart: make room on the disk", file.string());
        }
    }
}

std::optional<core::WallTime> LiveService::liveEdge(std::string_view event) const {
    const auto stream = find(event);
    return stream ? stream->liveEdge() : std::nullopt;
}

bool LiveService::onAir(std::string_view event) const {
    const auto stream = find(event);
    return stream && stream->onAir();
}

void LiveService::setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) {
    if (const auto stream = find(event)) {
        stream->setDateRanges(std::move(ranges));
    }
}

LiveService::Answer LiveService::ingest(Request& request) {
    const std::string track = request.parameter("track");
    if (const auto may = m_gate.mayPublish(request.parameter("event"), request.bearerToken()); !may) {
        co_return Response::ofError(may.error());
    }
    const auto stream = find(request.parameter("event"));
    if (!stream) {
        co_return Response::problem(404, "there is no such event");
    }
    const auto header = request.header("tally-session");
    const auto session = header ? std::optional<std::string>(*header) : std::nullopt;
    core::CmafReader reader({}, stream->initOf(track, session));
    for (;;) {
        const auto bytes = co_await request.body->readSome();
        if (!bytes) {
            co_return Response::ofError(bytes.error());
        }
        if (bytes->empty()) {
            co_return Response::ofJson(200, core::serializeJson(stream->ingestPosition(track)));
        }
        reader.push(*bytes);
        for (;;) {
            auto item = reader.next();
            if (!item) {
                co_return Response::ofError(item.error());
            }
            if (!*item) {
                break;
            }
            if (const auto taken = take(*stream, track, session, std::move(**item)); !taken) {
                co_return Response::ofError(taken.error());
            }
        }
    }
}

LiveService::Answer LiveService::position(Request& request) {
    if (const auto may = m_gate.mayPublish(request.parameter("event"), request.bearerToken()); !may) {
        co_return Response::ofError(may.error());
    }
    const auto stream = find(request.parameter("event"));
    co_return stream ? Response::ofJson(200, core::serializeJson(stream->ingestPosition(request.parameter("track"))))
                     : Response::problem(404, "there is no such event");
}

LiveService::Answer LiveService::multivariant(Request& request) {
    const auto stream = find(request.parameter("event"));
    const auto text = stream ? stream->multivariant() : std::nullopt;
    if (!text) {
        co_return Response::problem(404, stream ? "the show has not started yet" : "there is no such event");
    }
    co_return Response::ofText(200, kPlaylistType, *text).withHeader("Cache-Control", "max-age=1");
}

LiveService::Answer LiveService::playlist(Request& request) {
    const auto stream = find(request.parameter("event"));
    const auto directives = core::parseDeliveryDirectives(request.query);
    if (!stream || !directives) {
        co_return stream ? Response::ofError(directives.error()) : Response::problem(404, "there is no such event");
    }
    const auto target = targetDuration(stream->settings());
    const auto deadline = std::chrono::steady_clock::now() + 3 * target;
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        auto answer = stream->playlist(request.parameter("track"), *directives, executor);
        switch (answer.kind) {
        case EventStream::Answer::Kind::missing:
            co_return Response::problem(404, "there is no such track, or nothing of it yet");
        case EventStream::Answer::Kind::refuse: // rfc8216bis §6.2.5.2
            co_return Response::problem(400, "_HLS_msn or _HLS_part is too far ahead of the stream");
        case EventStream::Answer::Kind::hold:
            if (!co_await wait(answer.waiter, deadline)) {
                co_return Response::problem(503, "the stream did not go on within three target durations");
            }
            continue;
        case EventStream::Answer::Kind::found:
            break;
        }
        const bool packed = request.acceptsGzip();
        Response response = Response::empty(200);
        response.text = packed ? answer.playlist.gzip : answer.playlist.plain;
        response.withHeader("Content-Type", std::string(kPlaylistType)).withHeader("Vary", "Accept-Encoding");
        if (packed) {
            response.withHeader("Content-Encoding", "gzip");
        }
        // Blocking: 6 target durations; plain: half of one, which in whole seconds is none for short segments.
        const auto age = std::chrono::duration_cast<std::chrono::seconds>(directives->msn ? 6 * target : target / 2);
        response.withHeader("Cache-Control", "max-age=" + std::to_string(age.count()));
        co_return response;
    }
}

LiveService::Answer LiveService::part(Request& request) {
    const auto stream = find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    const auto index = numberOf(request.parameter("part"));
    if (!stream || !msn || !index) {
        co_return ofMedia(nullptr);
    }
    const auto deadline = std::chrono::steady_clock::now() + 3 * targetDuration(stream->settings());
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        auto answer = stream->part(request.parameter("track"), *msn, *index, executor);
        if (answer.kind != EventStream::Answer::Kind::hold) {
            co_return ofMedia(answer.bytes);
        }
        if (!co_await wait(answer.waiter, deadline)) {
            co_return Response::problem(503, "the part did not come");
        }
    }
}

LiveService::Answer LiveService::segment(Request& request) {
    const auto stream = find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    co_return ofMedia(stream && msn ? stream->segment(request.parameter("track"), *msn) : nullptr);
}

LiveService::Answer LiveService::init(Request& request) {
    const auto stream = find(request.parameter("event"));
    const auto number = numberOf(request.parameter("number"));
    co_return ofMedia(stream && number ? stream->init(request.parameter("track"), static_cast<std::uint32_t>(*number))
                                       : nullptr);
}

} // namespace tally::server::live
