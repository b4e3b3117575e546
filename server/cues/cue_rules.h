// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"

namespace tally::server::cues {

// The rules that stand beside the fields of core::CueRequest. Error: invalid, naming the field. Pure; any thread.
core::Status check(const core::CueRequest& request);

} // namespace tally::server::cues
