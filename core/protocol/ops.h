// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"

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

struct OpsTrack {
    std::string name;
    bool silent = false; // others of its session go on
    double viewers = 0;  // by playlist requests
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint64_t segments = 0; // in the window
    std::uint64_t partsOverTarget = 0;
    std::uint64_t segmentsOverTarget = 0;
    std::uint64_t keyFramesMissing = 0;
    std::uint64_t partsLate = 0;
    double jitterSeconds = 0;
    std::optional<double> delaySeconds; // capture of the last chunk's end → its arrival; unknown without prft
};
BOOST_DESCRIBE_STRUCT(OpsTrack, (),
                      (name, silent, viewers, chunks, bytes, segments, partsOverTarget, segmentsOverTarget,
                       keyFramesMissing, partsLate, jitterSeconds, delaySeconds))

struct OpsEvent {
    std::string event;
    bool onAir = false;
    bool ended = false;
    double viewers = 0;
    std::uint64_t held = 0; // requests that wait for the next part
    std::uint64_t diskBytes = 0;
    std::uint64_t playlistRequests = 0;
    std::uint64_t mediaRequests = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t cacheable = 0; // of these requests
    OpsLatency capturedToReceived;
    OpsLatency receivedToPublished;
    OpsLatency publishedToSent;
    std::vector<OpsTrack> tracks;
};
BOOST_DESCRIBE_STRUCT(OpsEvent, (),
                      (event, onAir, ended, viewers, held, diskBytes, playlistRequests, mediaRequests, bytesOut,
                       cacheable, capturedToReceived, receivedToPublished, publishedToSent, tracks))

// GET /api/v1/ops, admin token
struct OpsReport {
    std::vector<OpsEvent> events;
};
BOOST_DESCRIBE_STRUCT(OpsReport, (), (events))

} // namespace tally::core
