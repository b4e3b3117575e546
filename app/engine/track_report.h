// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace tally::app {

// How one track's way to the server stands.
struct TrackReport {
    core::UplinkHealth health = core::UplinkHealth::connecting; // never backlog: that is judged over all tracks
    std::string fault;                                          // for people; empty while ok
    std::chrono::milliseconds roundTrip{0};                     // of the last batch that was acknowledged
    std::uint64_t addedParts = 0;
    std::uint64_t waitingParts = 0; // not acknowledged; those under way included
    std::uint64_t waitingBytes = 0;
    std::uint64_t droppedParts = 0;
    std::string dropReason; // of the last, for people
};

} // namespace tally::app
