// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"

#include <optional>

// When a cue is where, on the programme clock. Pure; any thread.
namespace tally::core {

enum class CuePhase { before, entering, showing, leaving, over };

struct CueTimes {
    WallTime start;    // the picture begins to shrink
    WallTime full;     // the ad is fully open
    WallTime leave;    // the picture begins to come back
    WallTime end;      // the picture is full again
    WallTime released; // the next cue may start: end + gap
};

// Enter and leave are shortened alike where together they are longer than the cue.
CueTimes cueTimes(const Cue& cue);

CuePhase phaseAt(const Cue& cue, WallTime programmeTime);

// How far the content has shrunk: 0 full frame, 1 in its content rectangle. Eased with a smooth step.
double squeezeAt(const Cue& cue, WallTime programmeTime);

// The content's rectangle at a moment, between the full frame and layout.content.
FrameRect contentRectAt(const Cue& cue, WallTime programmeTime);

// Start of a cue fired now: the live edge plus the lead, so that every viewer sees it on the same picture whatever the
// latency. Moved behind `notBefore` (the end and gap of the cue on air) where there is one.
WallTime startOfCueFiredNow(WallTime liveEdge, std::chrono::milliseconds lead, std::optional<WallTime> notBefore);

// Whether two cues of one event are closer than their gaps allow.
bool overlaps(const Cue& a, const Cue& b);

} // namespace tally::core
