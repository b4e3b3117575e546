// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// _HLS_msn, _HLS_part, _HLS_skip of a playlist request and what to do with it (rfc8216bis §6.2.5). Pure; any thread.
namespace tally::core {

enum class Skip { none, yes, v2 };

struct DeliveryDirectives {
    std::optional<std::uint64_t> msn;
    std::optional<std::uint64_t> part;
    Skip skip = Skip::none;
};

// Query parameters in order, already percent-decoded. Other parameters are ignored.
// Error: invalid (400): _HLS_part without _HLS_msn, no decimal number, one given twice, an unknown skip.
Result<DeliveryDirectives> parseDeliveryDirectives(const std::vector<std::pair<std::string, std::string>>& query);

// Where a track's live edge stands.
struct LiveEdge {
    std::uint64_t openMsn = 0;   // the segment that grows now, perhaps with no part yet
    std::uint64_t openParts = 0; // parts of it that are published
    bool ended = false;          // EXT-X-ENDLIST: directives are ignored
    double partTargetSeconds = 0;
    // Parts of the finished segment openMsn - 1; a part index past them means part 0 of openMsn.
    std::uint64_t previousParts = 0;
};

enum class ReloadAction {
    answer, // the playlist as it is
    hold,   // until the same directives against a later edge say answer, or 503 after three target durations
    refuse, // 400: beyond the advance limit
};

// §6.2.5.2, the first rule that fits:
// - without _HLS_msn, or after EXT-X-ENDLIST: answer
// - a part index past the end of a finished segment is part 0 of the next one
// - a segment that is finished, or a part that is there: answer, with the whole playlist however old it is
// - more than two segments, or more than the advance part limit (3 / part target; 3 from one second on), ahead: refuse
// - else hold
ReloadAction decideReload(const DeliveryDirectives& directives, const LiveEdge& edge);

} // namespace tally::core
