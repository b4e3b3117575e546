// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/delivery_directives.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tally::core {
namespace {

Status readNumber(std::string_view name, std::string_view text, std::optional<std::uint64_t>& into) {
    if (into) {
        return fail(ErrorCode::invalid, std::string(name) + " is given twice");
    }
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::invalid, std::string(name) + " is not a decimal number");
    }
    into = value;
    return {};
}

Status readSkip(std::string_view text, Skip& into) {
    if (into != Skip::none) {
        return fail(ErrorCode::invalid, "_HLS_skip is given twice");
    }
    if (text != "YES" && text != "v2") {
        return fail(ErrorCode::invalid, "_HLS_skip is YES or v2");
    }
    into = text == "YES" ? Skip::yes : Skip::v2;
    return {};
}

// §6.2.5.2: "Advance Part Limit" is 3, or what three part targets need when parts are short against a segment.
std::uint64_t advancePartLimit(const LiveEdge& edge) {
    const bool longParts = edge.partTargetSeconds >= 1.0 || edge.partTargetSeconds <= 0;
    return longParts ? 3 : static_cast<std::uint64_t>(std::ceil(3.0 / edge.partTargetSeconds));
}

} // namespace

Result<DeliveryDirectives> parseDeliveryDirectives(const std::vector<std::pair<std::string, std::string>>& query) {
    DeliveryDirectives directives;
    for (const auto& [name, value] : query) {
        Status read;
        if (name == "_HLS_msn") {
            read = readNumber(name, value, directives.msn);
        } else if (name == "_HLS_part") {
            read = readNumber(name, value, directives.part);
        } else if (name == "_HLS_skip") {
            read = readSkip(value, directives.skip);
        }
        if (!read) {
            return propagate(read);
        }
    }
    if (directives.part && !directives.msn) {
        return fail(ErrorCode::invalid, "_HLS_part needs _HLS_msn (rfc8216bis §6.2.5.2)");
    }
    return directives;
}

ReloadAction decideReload(const DeliveryDirectives& directives, const LiveEdge& edge) {
    if (!directives.msn || edge.ended) {
        return ReloadAction::answer;
    }
    std::uint64_t msn = *directives.msn;
    std::uint64_t part = directives.part.value_or(0);
    // "the Server MUST deliver … Part Index 0 of the following Segment" for an index past the segment's last part.
    if (directives.part && msn + 1 == edge.openMsn && part >= edge.previousParts) {
        msn = edge.openMsn;
        part = 0;
    }
    if (msn < edge.openMsn) {
        return ReloadAction::answer;
    }
    // The last segment in the playlist is the open one when it has parts, else the one before.
    const std::uint64_t lastMsn =
        edge.openParts > 0 ? edge.openMsn : edge.openMsn - std::min<std::uint64_t>(edge.openMsn, 1);
    if (msn > lastMsn + 2) {
        return ReloadAction::refuse;
    }
    if (directives.part && part >= (msn == edge.openMsn ? edge.openParts : 0) + advancePartLimit(edge)) {
        return ReloadAction::refuse;
    }
    const bool there = directives.part && msn == edge.openMsn && part < edge.openParts;
    return there ? ReloadAction::answer : ReloadAction::hold;
}

} // namespace tally::core
