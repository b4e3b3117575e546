// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/date_range.h"

namespace tally::server::cues {

std::string cueUri(const core::Cue& cue) {
    return "/live/" + cue.event + "/cues/" + cue.id + "." + std::to_string(cue.revision) + ".json";
}

core::DateRange dateRangeOf(const core::Cue& cue) {
    return {.id = cue.id,
            .rangeClass = "org.tallylight.cue",
            .start = cue.start,
            .duration = cue.durationMs,
            .attributes = {{"X-REVISION", std::to_string(cue.revision)}, {"X-CUE-URI", '"' + cueUri(cue) + '"'}}};
}

} // namespace tally::server::cues
