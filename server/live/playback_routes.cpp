// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playback_routes.h"

#include "server/live/live_service.h"
#include "server/live/playback_answers.h"
#include "server/net/router.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>
#include <limits>

namespace tally::server::live {
namespace {

namespace asio = boost::asio;
using net::Request;
using net::Response;

std::optional<std::uint64_t> numberOf(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

std::string partName(const Request& request) {
    return request.parameter("msn") + "." + request.parameter("part");
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
        const auto add = [&](std::string_view path, auto method, const net::RouteLimits& limits,
                             Now (PlaybackRoutes::*now)(Request&) = nullptr) {
            router.add(
                net::Method::get, prefix + std::string(path),
                [this, method](Request& request) { return admit(request, method); }, limits,
                now == nullptr ? net::ImmediateHandler()
                               : [this, now](Request& request) { return admitNow(request, now); });
        };
        add("{event}/main.m3u8", &PlaybackRoutes::multivariant, open);
        add("{event}/{track}/index.m3u8", &PlaybackRoutes::playlist, held, &PlaybackRoutes::playlistNow);
        add("{event}/{track}/init-{number}.mp4", &PlaybackRoutes::init, open);
        add("{event}/{track}/{msn}.m4s", &PlaybackRoutes::segment, open, &PlaybackRoutes::segmentNow);
        add("{event}/{track}/{msn}.{part}.m4s", &PlaybackRoutes::part, held, &PlaybackRoutes::partNow);
    }
}

core::Status PlaybackRoutes::mayPlay(const Request& request) const {
    const std::string& token = request.parameter("token");
    const auto shown = token.empty() ? std::nullopt : std::optional<std::string_view>(token);
    return m_gate != nullptr ? m_gate->mayPlay(request.parameter("event"), shown, request.header("tally-edge"))
                             : core::Status();
}

PlaybackRoutes::Answer PlaybackRoutes::admit(Request& request, Answer (PlaybackRoutes::*method)(Request&)) {
    const core::Status may = mayPlay(request);
    return may ? (this->*method)(request) : refuse(may.error().detail);
}

PlaybackRoutes::Now PlaybackRoutes::admitNow(Request& request, Now (PlaybackRoutes::*method)(Request&)) {
    return mayPlay(request) ? (this->*method)(request) : std::nullopt;
}

PlaybackRoutes::Answer PlaybackRoutes::multivariant(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto text = stream ? stream->multivariant() : nullptr;
    if (!text) {
        co_return Response::problem(404, stream ? "the show has not started yet" : "there is no such event");
    }
    co_return ofPlaylist(*text, request.acceptsGzip()).withHeader("Cache-Control", "max-age=1");
}

PlaybackRoutes::Answer PlaybackRoutes::playlist(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto directives = core::parseDeliveryDirectives(request.query);
    if (!stream || !directives) {
        co_return stream ? Response::ofError(directives.error()) : Response::problem(404, "there is no such event");
    }
    const auto target = stream->targetDuration();
    const auto deadline = std::chrono::steady_clock::now() + 3 * target;
    const auto executor = co_await asio::this_coro::executor;
    bool wasHeld = false;
    for (;;) {
        const auto answer = stream->playlist(request.parameter("track"), *directives, executor);
        switch (answer.kind) {
        case EventStream::Answer::Kind::missing:
            co_return Response::problem(404, "there is no such track, or nothing of it yet");
        case EventStream::Answer::Kind::refuse: // rfc8216bis §6.2.5.2
            co_return Response::problem(400, "_HLS_msn or _HLS_part is too far ahead of the stream");
        case EventStream::Answer::Kind::hold:
            if (!co_await Waiter::wait(answer.waiter, deadline)) {
                co_return Response::problem(503, "the stream did not go on within three target durations");
            }
            wasHeld = true;
            continue;
        case EventStream::Answer::Kind::found:
            break;
        }
        if (wasHeld) {
            stream->meters().publishedToSent.observe(std::chrono::steady_clock::now() - answer.changed);
        }
        co_return ofAnswer(answer, request, *directives, *stream);
    }
}

PlaybackRoutes::Now PlaybackRoutes::playlistNow(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto directives = core::parseDeliveryDirectives(request.query);
    if (!stream || !directives) {
        return std::nullopt;
    }
    const auto answer = stream->playlist(request.parameter("track"), *directives, {});
    return answer.kind == EventStream::Answer::Kind::found
               ? std::optional(ofAnswer(answer, request, *directives, *stream))
               : std::nullopt;
}

PlaybackRoutes::Now PlaybackRoutes::partNow(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    const auto index = numberOf(request.parameter("part"));
    if (!stream || !msn || !index) {
        return std::nullopt;
    }
    const auto answer = stream->part(request.parameter("track"), *msn, *index, {});
    return answer.bytes ? std::optional(ofMedia(answer.bytes, partName(request), *stream)) : std::nullopt;
}

PlaybackRoutes::Now PlaybackRoutes::segmentNow(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    if (!stream || !msn) {
        return std::nullopt;
    }
    const auto media = stream->segment(request.parameter("track"), *msn);
    return media.bytes ? std::optional(ofMedia(media.bytes, request.parameter("msn"), *stream)) : std::nullopt;
}

PlaybackRoutes::Answer PlaybackRoutes::part(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    const auto index = numberOf(request.parameter("part"));
    if (!stream || !msn || !index) {
        co_return notThere();
    }
    const auto deadline = std::chrono::steady_clock::now() + 3 * stream->targetDuration();
    const auto executor = co_await asio::this_coro::executor;
    bool wasHeld = false;
    for (;;) {
        auto answer = stream->part(request.parameter("track"), *msn, *index, executor);
        if (answer.kind != EventStream::Answer::Kind::hold) {
            if (wasHeld && answer.bytes) {
                stream->meters().publishedToSent.observe(std::chrono::steady_clock::now() - answer.changed);
            }
            co_return ofMedia(answer.bytes, partName(request), *stream);
        }
        if (!co_await Waiter::wait(answer.waiter, deadline)) {
            co_return Response::problem(503, "the part did not come");
        }
        wasHeld = true;
    }
}

PlaybackRoutes::Answer PlaybackRoutes::segment(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    if (!stream || !msn) {
        co_return notThere();
    }
    auto media = stream->segment(request.parameter("track"), *msn);
    if (media.store) {
        media.bytes = co_await readStored(std::move(media.store), *msn, m_live.disk().reader());
    }
    co_return ofMedia(std::move(media.bytes), request.parameter("msn"), *stream);
}

PlaybackRoutes::Answer PlaybackRoutes::init(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto number = numberOf(request.parameter("number"));
    if (!stream || !number || *number > std::numeric_limits<std::uint32_t>::max()) {
        co_return notThere();
    }
    co_return ofMedia(stream->init(request.parameter("track"), static_cast<std::uint32_t>(*number)),
                      "init-" + request.parameter("number"), *stream);
}

} // namespace tally::server::live
