// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// POST /api/v1/measurement: what one viewer's player saw. No credentials; a body of at most 64 KiB and 256 events.
// Answered after the batch is on disk; sending it again is always safe.
namespace tally::core {

// VAST names, plus impression (MRC: the ad begins to render) and error.
enum class MeasurementKind { impression, start, firstQuartile, midpoint, thirdQuartile, complete, error };
BOOST_DESCRIBE_ENUM(MeasurementKind, impression, start, firstQuartile, midpoint, thirdQuartile, complete, error)

struct MeasurementEvent {
    std::uint64_t sequence = 0; // per session, from 1 with no hole: a hole at the server is loss
    std::string cue;            // UUID
    std::string cueDate;        // UTC date of the cue's start, 2026-11-24
    std::string play;           // UUID: one viewer's showing of the cue
    std::string creative;       // UUID
    std::string campaign;       // UUID
    MeasurementKind kind = MeasurementKind::impression;
    std::uint32_t ordinal = 0;              // 0; further errors of one play count up
    WallTime programmeTime{};               // what the viewer saw, on the programme clock
    std::chrono::milliseconds watchedMs{0}; // union of watched intervals of the play so far
    std::optional<std::uint32_t> vastError; // only with kind error
};
BOOST_DESCRIBE_STRUCT(MeasurementEvent, (),
                      (sequence, cue, cueDate, play, creative, campaign, kind, ordinal, programmeTime, watchedMs,
                       vastError))

struct MeasurementBatch {
    std::string session; // UUID, as in ViewerHello
    std::string event;   // slug
    std::vector<MeasurementEvent> events;
};
BOOST_DESCRIBE_STRUCT(MeasurementBatch, (), (session, event, events))

// 200: everything up to `through` is durable and may be deleted by the player.
struct MeasurementReceipt {
    std::uint64_t accepted = 0;
    std::uint64_t through = 0; // highest sequence of the batch
};
BOOST_DESCRIBE_STRUCT(MeasurementReceipt, (), (accepted, through))

// GET /api/v1/events/{event}/report
struct CueReport {
    std::string cue;
    WallTime start{};
    std::uint64_t shown = 0; // plays with an impression
    std::uint64_t firstQuartile = 0;
    std::uint64_t midpoint = 0;
    std::uint64_t thirdQuartile = 0;
    std::uint64_t complete = 0;
    std::uint64_t errors = 0;
};
BOOST_DESCRIBE_STRUCT(CueReport, (), (cue, start, shown, firstQuartile, midpoint, thirdQuartile, complete, errors))

struct EventReport {
    std::string event;
    std::uint64_t fired = 0;
    std::uint64_t shown = 0;
    std::uint64_t complete = 0;
    std::uint64_t lost = 0; // holes in the sessions' sequences
    std::vector<CueReport> cues;
};
BOOST_DESCRIBE_STRUCT(EventReport, (), (event, fired, shown, complete, lost, cues))

} // namespace tally::core
