// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/playlist/media_playlist.h"
#include "core/protocol/cue.h"

#include <string>

namespace tally::server::cues {

// Where a revision of a cue can be fetched, for ever the same: /live/{event}/cues/{id}.{revision}.json
std::string cueUri(const core::Cue& cue);

// The cue as EXT-X-DATERANGE: core/protocol/README.md, "A cue in the manifest". Pure; any thread.
core::DateRange dateRangeOf(const core::Cue& cue);

} // namespace tally::server::cues
