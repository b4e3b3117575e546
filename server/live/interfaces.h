// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/media_playlist.h"
#include "core/result.h"
#include "core/time/wall_time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What live/ needs of the rest of the server, and what the rest may ask of live/. Any thread; none of it blocks.
namespace tally::server::live {

// Who may publish. accounts/ implements it from memory.
class IngestGate {
public:
    virtual ~IngestGate() = default;

    // Error: unauthorized (no such key for this event), notFound (no such event).
    virtual core::Status mayPublish(std::string_view event, std::optional<std::string_view> bearer) const = 0;
};

// Who may play. accounts/ implements it by signed tokens in the path, and by the secret of an edge that checks them.
class PlaybackGate {
public:
    virtual ~PlaybackGate() = default;

    // `token`: what stands before the event in the path; none where nothing does. `edge`: the request's Tally-Edge.
    // Error: unauthorized, saying why.
    virtual core::Status mayPlay(std::string_view event, std::optional<std::string_view> token,
                                 std::optional<std::string_view> edge) const = 0;
};

struct EventSettings {
    std::string slug;
    double partTargetSeconds = 0.21334;           // advertised; never changes for an event
    double segmentSeconds = 1;                    // too
    std::optional<std::chrono::seconds> window{}; // how far back a viewer can go; absent: as the server has it
    std::optional<std::uint64_t> quotaBytes{};    // that all its tracks may have on disk, 0 for any; absent: likewise
    bool ended = false;                           // over: a recording, into which nobody publishes
};

// Live state of events. catalog/ opens them, cues/ asks for the edge and puts date ranges into every playlist.
class LiveEvents {
public:
    virtual ~LiveEvents() = default;

    // Idempotent. Reloads what the event has on disk. Of one that is open already: its window, its quota and whether it
    // is over are from now on as they are here.
    virtual core::Status open(const EventSettings& settings) = 0;
    // Programme date-time of the end of the last published part of the furthest track; absent: nothing yet.
    virtual std::optional<core::WallTime> liveEdge(std::string_view event) const = 0;
    // Programme date-time of the oldest media that viewers can go back to; absent: there is none.
    virtual std::optional<core::WallTime> windowBegin(std::string_view event) const = 0;
    virtual bool onAir(std::string_view event) const = 0; // a part within the last 3 s
    // The cues of the event from now on, in all its playlists; wakes nobody, it goes out with the next part.
    virtual void setDateRanges(std::string_view event, std::vector<core::DateRange> ranges) = 0;
};

} // namespace tally::server::live
