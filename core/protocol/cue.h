// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A cue as it goes over the viewer socket, the API and (fetched by X-CUE-URI) the manifest. One struct for all three.
namespace tally::core {

// Positions of IAB Tech Lab's Ad Format Guidelines v2.0; each has AdCOM codes, see core/cue/layouts.h.
enum class LayoutFormat { squeezebackL, squeezebackReversedL, squeezebackFrame, doubleBox, overlayCorner, lowerThird };
BOOST_DESCRIBE_ENUM(LayoutFormat, squeezebackL, squeezebackReversedL, squeezebackFrame, doubleBox, overlayCorner,
                    lowerThird)

enum class CueState { draft, committed, cancelled };
BOOST_DESCRIBE_ENUM(CueState, draft, committed, cancelled)

// Where a cue is shown. `programme` is burned in by the engine.
enum class Surface { socket, manifest, programme };
BOOST_DESCRIBE_ENUM(Surface, socket, manifest, programme)

// What a player does that learns of the cue after its start.
enum class LatePolicy { join, skip };
BOOST_DESCRIBE_ENUM(LatePolicy, join, skip)

// What a player does whose viewer has rewound into the cue's time range.
enum class RewindPolicy { show, hide };
BOOST_DESCRIBE_ENUM(RewindPolicy, show, hide)

// A rectangle in fractions of the player's frame, origin top left: x + width and y + height are at most 1.
struct FrameRect {
    double x = 0;
    double y = 0;
    double width = 1;
    double height = 1;

    bool operator==(const FrameRect&) const = default;
};
BOOST_DESCRIBE_STRUCT(FrameRect, (), (x, y, width, height))

struct CueLayout {
    LayoutFormat format = LayoutFormat::squeezebackL;
    FrameRect content;          // where the programme goes
    std::vector<FrameRect> ads; // where creatives go; a squeezeback's art is a full-frame underlay
    std::chrono::milliseconds enterMs{0};
    std::chrono::milliseconds leaveMs{0};

    bool operator==(const CueLayout&) const = default;
};
BOOST_DESCRIBE_STRUCT(CueLayout, (), (format, content, ads, enterMs, leaveMs))

struct CueAsset {
    std::string sha256; // 64 lower-case hexadecimal digits, of the bytes at `url`
    std::string url;    // absolute path on the server that sent the cue: /creatives/{sha256}
    std::string mime;
    std::uint64_t bytes = 0;
    std::uint32_t width = 0;  // pixels
    std::uint32_t height = 0; // pixels

    bool operator==(const CueAsset&) const = default;
};
BOOST_DESCRIBE_STRUCT(CueAsset, (), (sha256, url, mime, bytes, width, height))

// One creative that may be shown; the player takes the first that is fully cached.
struct CueCandidate {
    std::string creative; // UUID
    std::string campaign; // UUID
    std::string name;     // for people: the campaign's name
    CueAsset asset;

    bool operator==(const CueCandidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(CueCandidate, (), (creative, campaign, name, asset))

// One firing of a slot. Of two cues with one id the one with the higher revision counts.
struct Cue {
    std::string id;             // UUIDv7
    std::string event;          // slug
    std::uint64_t sequence = 0; // per event, from 1
    std::uint32_t revision = 0; // from 1
    CueState state = CueState::committed;
    WallTime start{}; // on the programme clock: compare with EXT-X-PROGRAM-DATE-TIME, not with the wall
    std::chrono::milliseconds durationMs{0}; // enter and leave included
    CueLayout layout;
    std::vector<CueCandidate> candidates; // best first
    std::chrono::milliseconds gapMs{0};   // least time to the next cue's start after this one's end
    LatePolicy late = LatePolicy::join;
    RewindPolicy rewind = RewindPolicy::hide;
    std::vector<Surface> surfaces;

    bool operator==(const Cue&) const = default;
};
BOOST_DESCRIBE_STRUCT(Cue, (),
                      (id, event, sequence, revision, state, start, durationMs, layout, candidates, gapMs, late, rewind,
                       surfaces))

// POST /api/v1/events/{event}/cues: fire now. Answer: 201 and the Cue.
struct CueRequest {
    LayoutFormat format = LayoutFormat::squeezebackL;
    std::chrono::milliseconds durationMs{0};         // 10 s (IAB) to 120 s
    std::optional<std::chrono::milliseconds> leadMs; // live edge to start; absent: the server's default
    std::optional<std::string> campaign;             // UUID; absent: the server selects
    std::optional<std::string> id; // UUID of the firer's making: a repeated request returns the first cue
};
BOOST_DESCRIBE_STRUCT(CueRequest, (), (format, durationMs, leadMs, campaign, id))

} // namespace tally::core
