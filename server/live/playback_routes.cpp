// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playback_routes.h"

#include "server/live/live_service.h"
#include "server/live/playback_answers.h"
#include "server/net/router.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <charconv>

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
    const net::RouteLimits limits{.bodyBytes = 1024, .bodyIdle = std::chrono::seconds(10), .cors = true};
    for (const std::string prefix : {"/live/", "/live/t/{token}/"}) {
        const auto add = [&](std::string_view path, auto method, net::Handler handler = {}) {
            router.addImmediate(
                net::Method::get, prefix + std::string(path),
                [this, method](Request& request) { return admit(request, method); }, limits, std::move(handler));
        };
        add("{event}/main.m3u8", &PlaybackRoutes::multivariant);
        add("{event}/{track}/index.m3u8", &PlaybackRoutes::playlist);
        add("{event}/{track}/init-{number}.mp4", &PlaybackRoutes::init);
        add("{event}/{track}/{msn}.{part}.m4s", &PlaybackRoutes::part);
        add("{event}/{track}/{msn}.m4s", &PlaybackRoutes::segment,
            [this](Request& request) { return storedSegment(request); });
    }
}

core::Status PlaybackRoutes::mayPlay(const Request& request) const {
    const std::string& token = request.parameter("token");
    const auto shown = token.empty() ? std::nullopt : std::optional<std::string_view>(token);
    return m_gate != nullptr ? m_gate->mayPlay(request.parameter("event"), shown) : core::Status();
}

PlaybackRoutes::Now PlaybackRoutes::admit(Request& request, Now (PlaybackRoutes::*method)(Request&)) {
    const core::Status may = mayPlay(request);
    return may ? (this->*method)(request) : Response::problem(403, may.error().detail);
}

PlaybackRoutes::Now PlaybackRoutes::multivariant(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto text = stream ? stream->multivariant() : nullptr;
    if (!text) {
        return Response::problem(404, stream ? "the show has not started yet" : "there is no such event");
    }
    return ofPlaylist(*text, request.acceptsGzip()).withHeader("Cache-Control", "max-age=1");
}

PlaybackRoutes::Now PlaybackRoutes::playlist(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto directives = core::parseDeliveryDirectives(request.query);
    if (!stream || !directives) {
        return stream ? Response::ofError(directives.error()) : Response::problem(404, "there is no such event");
    }
    const auto answer = stream->playlist(request.parameter("track"), *directives, request.holder);
    switch (answer.kind) {
    case EventStream::Answer::Kind::missing:
        return Response::problem(404, "there is no such track, or nothing of it yet");
    case EventStream::Answer::Kind::refuse: // rfc8216bis §6.2.5.2
        return Response::problem(400, "_HLS_msn or _HLS_part is too far ahead of the stream");
    case EventStream::Answer::Kind::hold:
        return std::nullopt;
    case EventStream::Answer::Kind::found:
        break;
    }
    return ofAnswer(answer, request, *directives, *stream);
}

PlaybackRoutes::Now PlaybackRoutes::part(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    const auto index = numberOf(request.parameter("part"));
    if (!stream || !msn || !index) {
        return notThere();
    }
    const auto answer = stream->part(request.parameter("track"), *msn, *index, request.holder);
    if (answer.kind == EventStream::Answer::Kind::hold) {
        return std::nullopt;
    }
    return ofMedia(answer.bytes, partName(request), *stream);
}

PlaybackRoutes::Now PlaybackRoutes::segment(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto msn = numberOf(request.parameter("msn"));
    if (!stream || !msn) {
        return notThere();
    }
    const auto media = stream->segment(request.parameter("track"), *msn);
    return media.store ? std::nullopt : std::optional(ofMedia(media.bytes, request.parameter("msn"), *stream));
}

// Admitted already: segment() was asked first.
asio::awaitable<Response> PlaybackRoutes::storedSegment(Request& request) {
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

PlaybackRoutes::Now PlaybackRoutes::init(Request& request) {
    const auto stream = m_live.find(request.parameter("event"));
    const auto number = numberOf(request.parameter("number"));
    if (!stream || !number) {
        return notThere();
    }
    return ofMedia(stream->init(request.parameter("track"), static_cast<std::uint32_t>(*number)),
                   "init-" + request.parameter("number"), *stream);
}

} // namespace tally::server::live
