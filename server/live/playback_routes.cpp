// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playback_routes.h"

#include "server/live/live_service.h"
#include "server/net/router.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tally::server::live {
namespace {

namespace asio = boost::asio;
using net::Request;
using net::Response;

constexpr std::string_view kPlaylistType = "application/vnd.apple.mpegurl";
constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";

std::chrono::milliseconds targetDuration(const EventSettings& settings) {
    return std::chrono::milliseconds(1000 * std::max(1L, std::lround(settings.segmentSeconds)));
}

std::optional<std::uint64_t> numberOf(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

// `name` is never given to other bytes: it is the version.
Response ofMedia(core::SharedBytes bytes, const std::string& name) {
    if (!bytes) {
        return Response::problem(404, "this piece of the stream is not there, or no more");
    }
    Response response = Response::empty(200);
    response.bytes = std::move(bytes);
    response.withHeader("Content-Type", "video/mp4").withHeader("Cache-Control", std::string(kImmutable));
    response.withHeader("ETag", "\"" + name + "\"").withHeader("Accept-Ranges", "bytes");
    return response;
}

asio::awaitable<Response> refuse(std::string detail) {
    co_return Response::problem(403, std::move(detail));
}

// From the disk, on a thread that may wait for it.
asio::awaitable<core::SharedBytes> readStored(std::shared_ptr<const TrackStore> store, std::uint64_t msn,
                                              asio::any_io_executor reader) {
    const auto read = [store = std::move(store), msn]() -> asio::awaitable<core::Result<core::SharedBytes>> {
        co_return store->read(msn);
    };
    const auto bytes = co_await asio::co_spawn(reader, read, asio::use_awaitable);
    co_return bytes ? *bytes : nullptr; // what went meanwhile is gone
}

} // namespace

void PlaybackRoutes::registerRoutes(net::Router& router) {
    const net::RouteLimits open{.bodyBytes = 1024, .bodyIdle = std::chrono::seconds(10), .cors = true};
    net::RouteLimits held = open;
    held.atEnd = net::AtEnd::sendAgain;
    for (const std::string prefix : {"/live/", "/live/t/{token}/"}) {
        const auto add = [&](std::string_view path, auto method, const net::RouteLimits& limits) {
            router.add(
                net::Method::get, prefix + std::string(path),
                [this, method](Request& request) { return admit(request, method); }, limits);
        };
        add("{event}/main.m3u8", &PlaybackRoutes::multivariant, open);
        add("{event}/{track}/index.m3u8", &PlaybackRoutes::playlist, held);
        add("{event}/{track}/init-{number}.mp4", &PlaybackRoutes::init, open);
        add("{event}/{track}/{msn}.m4s", &PlaybackRoutes::segment, open);
        add("{event}/{track}/{msn}.{part}.m4s", &PlaybackRoutes::part, held);
    }
}

PlaybackRoutes::Answer PlaybackRoutes::admit(Request& request, Answer (PlaybackRoutes::*method)(Request&)) {
    const std::string& token = request.parameter("token");
    const auto shown = token.empty() ? std::nullopt : std::optional<std::string_view>(token);
    const core::Status may = m_gate != nullptr ? m_gate->mayPlay(request.parameter("event"), shown) : core::Status();
    return may ? (this->*method)(request) : refuse(may.error().detail);
}

PlaybackRoutes::Answer PlaybackRoutes::multivariant(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto text = stream ? stream->multivariant() : std::nullopt;
    if (!text) {
        co_return Response::problem(404, stream ? "the show has not started yet" : "there is no such event");
    }
    co_return Response::ofText(200, kPlaylistType, *text).withHeader("Cache-Control", "max-age=1");
}

PlaybackRoutes::Answer PlaybackRoutes::playlist(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
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
            if (!co_await Waiter::wait(answer.waiter, deadline)) {
                co_return Response::problem(503, "the stream did not go on within three target durations");
            }
            continue;
        case EventStream::Answer::Kind::found:
            break;
        }
        const bool packed = request.acceptsGzip();
        Response response = Response::empty(200);
        response.text = packed ? answer.playlist.gzip : answer.playlist.plain;
        response.withHeader("ETag", packed ? answer.playlist.gzipTag : answer.playlist.plainTag);
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

PlaybackRoutes::Answer PlaybackRoutes::part(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    const auto index = numberOf(request.parameter("part"));
    if (!stream || !msn || !index) {
        co_return ofMedia(nullptr, {});
    }
    const auto deadline = std::chrono::steady_clock::now() + 3 * targetDuration(stream->settings());
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        auto answer = stream->part(request.parameter("track"), *msn, *index, executor);
        if (answer.kind != EventStream::Answer::Kind::hold) {
            co_return ofMedia(answer.bytes, request.parameter("msn") + "." + request.parameter("part"));
        }
        if (!co_await Waiter::wait(answer.waiter, deadline)) {
            co_return Response::problem(503, "the part did not come");
        }
    }
}

PlaybackRoutes::Answer PlaybackRoutes::segment(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    if (!stream || !msn) {
        co_return ofMedia(nullptr, {});
    }
    auto media = stream->segment(request.parameter("track"), *msn);
    if (media.store) {
        media.bytes = co_await readStored(std::move(media.store), *msn, m_live.disk().reader());
    }
    co_return ofMedia(std::move(media.bytes), request.parameter("msn"));
}

PlaybackRoutes::Answer PlaybackRoutes::init(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto number = numberOf(request.parameter("number"));
    co_return ofMedia(stream && number ? stream->init(request.parameter("track"), static_cast<std::uint32_t>(*number))
                                       : nullptr,
                      "init-" + request.parameter("number"));
}

} // namespace tally::server::live
