// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"
#include "core/protocol/catalog.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the site engineer sees of a server, in numbers. Everything that counts does so since the server began.
namespace tally::core {

// How long one stage takes: `counts` of what took up to each of `bounds`, and above the last.
struct OpsLatency {
    std::vector<double> bounds; // seconds
    std::vector<std::uint64_t> counts;
    double sumSeconds = 0;
};
BOOST_DESCRIBE_STRUCT(OpsLatency, (), (bounds, counts, sumSeconds))

// Who sends a track: an encoder's Tally-Publisher, or else its address.
struct OpsPublisher {
    std::string name;
    double sinceSeconds = 0; // it sent the last chunk
};
BOOST_DESCRIBE_STRUCT(OpsPublisher, (), (name, sinceSeconds))

struct OpsTrack {
    std::string name;
    std::string kind;             // "video", "audio"; empty: nothing came of it yet
    bool current = false;         // of the newest start of the encoder: it is offered to players
    bool silent = false;          // others of its session go on
    bool notStored = false;       // the disk does not take it: there is no rewind of what comes now
    double viewers = 0;           // by playlist requests
    std::uint64_t videoWidth = 0; // 0: none
    std::uint64_t videoHeight = 0;
    std::optional<double> sinceLastChunkSeconds; // absent: none came since the server began
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint64_t segments = 0; // in the window
    double windowSeconds = 0;   // of media
    std::uint64_t partsOverTarget = 0;
    std::uint64_t segmentsOverTarget = 0;
    std::uint64_t keyFramesMissing = 0;
    std::uint64_t partsLate = 0;
    double jitterSeconds = 0;
    std::optional<double> delaySeconds;  // capture of the last chunk's end → its arrival; unknown without prft
    std::vector<IngestWarning> warnings; // what players will not forgive its publisher, now
    std::vector<OpsPublisher> publishers;
};
BOOST_DESCRIBE_STRUCT(OpsTrack, (),
                      (name, kind, current, silent, notStored, viewers, videoWidth, videoHeight, sinceLastChunkSeconds,
                       chunks, bytes, segments, windowSeconds, partsOverTarget, segmentsOverTarget, keyFramesMissing,
                       partsLate, jitterSeconds, delaySeconds, warnings, publishers))

struct OpsEvent {
    std::string event;
    bool onAir = false;
    bool ended = false;
    std::optional<double> sinceLastPartSeconds; // absent: none came since the server began
    double partTargetSeconds = 0;
    double windowLimitSeconds = 0; // how far back a viewer can go, when the window is full
    double viewers = 0;
    std::uint64_t held = 0; // requests that wait for the next part
    std::uint64_t diskBytes = 0;
    std::uint64_t playlistRequests = 0;
    std::uint64_t mediaRequests = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t cacheable = 0; // of these requests, those whose answer a cache may keep for all viewers
    std::uint64_t errors = 0;    // other requests, which were refused
    OpsLatency capturedToReceived;
    OpsLatency receivedToPublished;
    OpsLatency publishedToSent;
    std::vector<OpsTrack> tracks;
};
BOOST_DESCRIBE_STRUCT(OpsEvent, (),
                      (event, onAir, ended, sinceLastPartSeconds, partTargetSeconds, windowLimitSeconds, viewers, held,
                       diskBytes, playlistRequests, mediaRequests, bytesOut, cacheable, errors, capturedToReceived,
                       receivedToPublished, publishedToSent, tracks))

// The process and its connections.
struct OpsServer {
    std::string version;
    WallTime startedAt{};
    WallTime now{};
    std::uint64_t connections = 0; // open, WebSockets included
    std::uint64_t connectionLimit = 0;
    std::uint64_t webSockets = 0;         // open
    std::uint64_t connectionsRefused = 0; // over a limit
    std::uint64_t responses = 0;
    std::uint64_t clientErrors = 0; // of them: 4xx
    std::uint64_t serverErrors = 0; // 5xx
    std::uint64_t bodyBytes = 0;    // of responses
    double cpuSeconds = 0;          // of all its threads
    std::uint64_t threads = 0;      // that answer requests
    std::uint64_t memoryBytes = 0;  // resident
};
BOOST_DESCRIBE_STRUCT(OpsServer, (),
                      (version, startedAt, now, connections, connectionLimit, webSockets, connectionsRefused, responses,
                       clientErrors, serverErrors, bodyBytes, cpuSeconds, threads, memoryBytes))

// GET /api/v1/ops, admin token
struct OpsReport {
    OpsServer server;
    std::vector<OpsEvent> events;
};
BOOST_DESCRIBE_STRUCT(OpsReport, (), (server, events))

} // namespace tally::core
