// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playback_routes.h"

#include "server/live/live_service.h"
#include "server/net/router.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>

namespace tally::server::live {
namespace {

namespace asio = boost::asio;
using net::Request;
using net::Response;

constexpr std::string_view kPlaylistType = "application/vnd.apple.mpegurl";
constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";

// Shared caches count in whole seconds, and to most of them 0 is "never": a playlist that nobody may keep is one that
// every viewer fetches from here. So half a target duration is at least a second; a player whose first playlist is that
// old has the newest one after its next, blocking request.
std::chrono::seconds plainAge(std::chrono::seconds target) {
    return std::max(std::chrono::seconds(1), target / 2);
}

// An event that is over may be opened again: who comes later sees that soon.
constexpr std::chrono::seconds kEndedAge{60};

// A blocking answer stays true for as long as somebody may ask for it again.
std::string cacheControl(const EventStream::Answer& answer, bool isBlocking, std::chrono::seconds target) {
    if (answer.kind == EventStream::Answer::Kind::closing) {
        return "no-store"; // it is not what was asked for
    }
    const auto age = isBlocking ? 6 * target : answer.ended ? kEndedAge : plainAge(target);
    return "max-age=" + std::to_string(age.count());
}

std::optional<std::uint64_t> numberOf(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

Response notThere() {
    return Response::problem(404, "this piece of the stream is not there, or no more");
}

// `name` is never given to other bytes: it is the version.
Response ofMedia(core::SharedBytes bytes, const std::string& name, EventStream& stream) {
    if (!bytes) {
        return notThere();
    }
    stream.meters().served(EventMeters::Kind::media, bytes->size(), EventMeters::Caching::allowed);
    Response response = Response::empty(200);
    response.bytes = std::move(bytes);
    response.withHeader("Content-Type", "video/mp4").withHeader("Cache-Control", std::string(kImmutable));
    response.withHeader("ETag", "\"" + name + "\"").withHeader("Accept-Ranges", "bytes");
    return response;
}

asio::awaitable<Response> refuse(std::string detail) {
    co_return Response::problem(403, std::move(detail));
}

Response ofPlaylist(LazyText& playlist, bool packed) {
    const LazyText::Version& version = packed ? playlist.gzip() : playlist.plain();
    Response response = Response::empty(200);
    response.text = version.text;
    response.withHeader("ETag", version.tag);
    response.withHeader("Content-Type", std::string(kPlaylistType)).withHeader("Vary", "Accept-Encoding");
    if (packed) {
        response.withHeader("Content-Encoding", "gzip");
    }
    return response;
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
        case EventStream::Answer::Kind::closing:
            break;
        }
        Response response = ofPlaylist(*answer.playlist, request.acceptsGzip());
        response.withHeader("Cache-Control", cacheControl(answer, directives->msn.has_value(), target));
        const bool isTrue = answer.kind == EventStream::Answer::Kind::found;
        stream->meters().served(EventMeters::Kind::playlist, response.text->size(),
                                isTrue ? EventMeters::Caching::allowed : EventMeters::Caching::refused);
        if (wasHeld) {
            stream->meters().publishedToSent.observe(std::chrono::steady_clock::now() - answer.changed);
        }
        co_return response;
    }
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
        if (answer.kind == EventStream::Answer::Kind::closing) {
            co_return Response::problem(503, "the server stops; ask again");
        }
        if (answer.kind != EventStream::Answer::Kind::hold) {
            if (wasHeld && answer.bytes) {
                stream->meters().publishedToSent.observe(std::chrono::steady_clock::now() - answer.changed);
            }
            co_return ofMedia(answer.bytes, request.parameter("msn") + "." + request.parameter("part"), *stream);
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
    if (!stream || !number) {
        co_return notThere();
    }
    co_return ofMedia(stream->init(request.parameter("track"), static_cast<std::uint32_t>(*number)),
                      "init-" + request.parameter("number"), *stream);
}

} // namespace tally::server::live
