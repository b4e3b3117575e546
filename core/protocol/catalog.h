// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Bodies of the catalog API. Every route but EventStatus wants the admin token: Authorization: Bearer …
namespace tally::core {

// POST /api/v1/organizations → 201 Organization
struct OrganizationRequest {
    std::string name; // 1 to 200 characters
};
BOOST_DESCRIBE_STRUCT(OrganizationRequest, (), (name))

struct Organization {
    std::string id; // UUID
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Organization, (), (id, name))

// POST /api/v1/events → 201 Event. 409 when the slug is taken.
struct EventRequest {
    std::string slug; // in every URL of the event: a–z, 0–9 and '-', 1 to 63 characters
    std::string name;
    std::string organization; // UUID
    // Longest part a publisher of this event will send; advertised as PART-TARGET, never changed afterwards.
    // Absent: 0.21334 s, 200 ms of video with 48 kHz AAC cut on its grid.
    std::optional<double> partTargetSeconds;
    std::optional<double> segmentSeconds;        // GOP of the publisher; absent: 1
    std::optional<std::uint64_t> windowSeconds;  // as in EventWindow
    std::optional<std::uint64_t> quotaMebibytes; // too
};
BOOST_DESCRIBE_STRUCT(EventRequest, (),
                      (slug, name, organization, partTargetSeconds, segmentSeconds, windowSeconds, quotaMebibytes))

struct Event {
    std::string slug;
    std::string name;
    std::string organization;
    double partTargetSeconds = 0;
    double segmentSeconds = 0;
    std::optional<std::uint64_t> windowSeconds;
    std::optional<std::uint64_t> quotaMebibytes;
    std::optional<WallTime> endedAt; // over: its playlists have an EXT-X-ENDLIST, and nobody publishes into it
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (slug, name, organization, partTargetSeconds, segmentSeconds, windowSeconds, quotaMebibytes,
                       endedAt))

// PUT /api/v1/events/{event}/window → 200 Event. Takes effect at once; what is beyond it leaves the disk, the oldest
// first, over all tracks alike.
struct EventWindow {
    std::optional<std::uint64_t> windowSeconds;  // how far back a viewer can go, 60 to 2592000; absent: as configured
    std::optional<std::uint64_t> quotaMebibytes; // on disk, of all tracks, 0 for any; absent: as configured
};
BOOST_DESCRIBE_STRUCT(EventWindow, (), (windowSeconds, quotaMebibytes))

// POST /api/v1/events/{event}/ingest-keys → 201 IngestKey: the only time the key is shown.
struct IngestKey {
    std::string id;  // UUID
    std::string key; // 256 bits, base64url
};
BOOST_DESCRIBE_STRUCT(IngestKey, (), (id, key))

// POST /api/v1/events/{event}/playback-tokens → 201 PlaybackToken; 409 on a server without a playback secret
struct PlaybackTokenRequest {
    std::int64_t seconds = 0; // that it is valid, 1 to 2592000
};
BOOST_DESCRIBE_STRUCT(PlaybackTokenRequest, (), (seconds))

struct PlaybackToken {
    std::string token;
    std::string path; // of the multivariant playlist; all others are relative to it
    WallTime expires;
};
BOOST_DESCRIBE_STRUCT(PlaybackToken, (), (token, path, expires))

// POST /api/v1/campaigns → 201 Campaign
struct CampaignRequest {
    std::string organization; // UUID
    std::string name;
};
BOOST_DESCRIBE_STRUCT(CampaignRequest, (), (organization, name))

struct Campaign {
    std::string id;
    std::string organization;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Campaign, (), (id, organization, name))

// POST /api/v1/campaigns/{campaign}/creatives, the body the image itself (image/png or image/jpeg, at most 350 kB,
// the IAB's limit for a static file) → 201 Creative
struct Creative {
    std::string id;
    std::string campaign;
    std::string sha256;
    std::string mime;
    std::uint64_t bytes = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};
BOOST_DESCRIBE_STRUCT(Creative, (), (id, campaign, sha256, mime, bytes, width, height))

// How many of the connected viewers have a cue's creative in their cache.
struct CueReadiness {
    std::string cue;
    std::uint64_t ready = 0;
    std::uint64_t cannot = 0;
};
BOOST_DESCRIBE_STRUCT(CueReadiness, (), (cue, ready, cannot))

// GET /api/v1/events/{event}/status, without credentials
struct EventStatus {
    std::string event;
    std::string name;
    bool onAir = false;               // a part was published in the last 3 s
    std::optional<WallTime> liveEdge; // programme date-time of the end of the last part
    std::uint64_t viewers = 0;        // open viewer sockets
    WallTime serverTime{};
    std::vector<CueReadiness> cues; // of cues that are not over
};
BOOST_DESCRIBE_STRUCT(EventStatus, (), (event, name, onAir, liveEdge, viewers, serverTime, cues))

// What players will not forgive a publisher. Codes: "no-key-frame" (none for three segments), "part-too-long" (in the
// last minute one was longer than the part target), "track-silent" (another track of the session has stopped).
struct IngestWarning {
    std::string code;
    std::string detail; // for people: what is wrong and what to do
};
BOOST_DESCRIBE_STRUCT(IngestWarning, (), (code, detail))

// GET /ingest/v1/{event}/{track}: where a publisher goes on after an outage.
struct IngestPosition {
    std::string track;
    std::optional<std::string> session;                 // the publisher's Tally-Session, if it sent one
    std::optional<std::uint64_t> lastDecodeTime;        // tfdt of the last chunk that is kept, in the track's timescale
    std::optional<std::vector<IngestWarning>> warnings; // absent: nothing is wrong
};
BOOST_DESCRIBE_STRUCT(IngestPosition, (), (track, session, lastDecodeTime, warnings))

// RFC 9457 problem document, application/problem+json: every error of every route.
struct Problem {
    std::string type = "about:blank";
    std::string title; // the status text
    std::uint32_t status = 0;
    std::string detail; // names what is wrong and what to do
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail))

} // namespace tally::core
