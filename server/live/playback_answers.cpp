// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/playback_answers.h"

#include <algorithm>

namespace tally::server::live {
namespace {

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
    const auto age = isBlocking ? 6 * target : answer.ended ? kEndedAge : plainAge(target);
    return "max-age=" + std::to_string(age.count());
}

} // namespace

Response notThere() {
    return Response::problem(404, "this piece of the stream is not there, or no more");
}

Response ofMedia(MediaBytes bytes, const std::string& name, EventStream& stream) {
    if (!bytes) {
        return notThere();
    }
    Response response = Response::empty(200);
    response.meter = {stream.meters(), &stream.meters()->mediaSent};
    response.file = std::move(bytes.file);
    response.bytes = std::move(bytes.heap);
    response.withHeader("Content-Type", "video/mp4").withHeader("Cache-Control", std::string(kImmutable));
    response.withHeader("ETag", "\"" + name + "\"").withHeader("Accept-Ranges", "bytes");
    return response;
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

Response ofAnswer(const EventStream::Answer& answer, const Request& request, const core::DeliveryDirectives& directives,
                  EventStream& stream) {
    Response response = ofPlaylist(*answer.playlist, request.acceptsGzip());
    response.withHeader("Cache-Control", cacheControl(answer, directives.msn.has_value(), stream.targetDuration()));
    response.meter = {stream.meters(), &stream.meters()->playlistSent};
    return response;
}

} // namespace tally::server::live
