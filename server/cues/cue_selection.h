// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tally::server::cues {

// A creative of an active campaign, with what the choice depends on.
struct Offer {
    core::CueCandidate candidate;
    std::uint64_t fired = 0; // cues of the event so far that began with the campaign
};

// The candidates of a cue, best first: one creative a campaign, its newest (ids sort by their making); campaigns that
// were fired least come first, so that all get their turn. With `campaign` that one alone. Empty: nothing can be shown.
// Pure; any thread.
std::vector<core::CueCandidate> selectCandidates(std::vector<Offer> offers, const std::optional<std::string>& campaign);

} // namespace tally::server::cues
