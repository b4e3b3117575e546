// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_rules.h"

#include "server/store/uuid.h"

namespace tally::server::cues {

using core::ErrorCode;
using namespace std::chrono_literals;

core::Status check(const core::CueRequest& request) {
    if (request.durationMs < 10s || request.durationMs > 120s) {
        return core::fail(ErrorCode::invalid, "durationMs is from 10000 (the IAB's least) to 120000");
    }
    if (request.leadMs && (*request.leadMs < 0ms || *request.leadMs > 60s)) {
        return core::fail(ErrorCode::invalid, "leadMs is from 0 to 60000");
    }
    if (request.campaign && !store::isUuid(*request.campaign)) {
        return core::fail(ErrorCode::invalid, "campaign is not a UUID");
    }
    if (request.id && !store::isUuid(*request.id)) {
        return core::fail(ErrorCode::invalid, "id is not a UUID");
    }
    return {};
}

} // namespace tally::server::cues
