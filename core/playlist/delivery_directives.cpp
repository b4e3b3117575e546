// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/playlist/delivery_directives.h"

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

// "Advance Part Limit" of §6.2.5.2.
std::uint64_t advancePartLimit(double partTargetSeconds) {
    const bool shortParts = partTargetSeconds > 0 && partTargetSeconds < 1;
    return shortParts ? static_cast<std::uint64_t>(std::ceil(3 / partTargetSeconds)) : 3;
}

// A part index past the end of the segment before the open one is part 0 of the open one.
bool isPastPreviousSegment(std::uint64_t msn, std::uint64_t part, const LiveEdge& edge) {
    return edge.openMsn > 0 && msn == edge.openMsn - 1 && part >= edge.previousParts;
}

// The open segment is in the playlist as soon as it has a part.
std::uint64_t lastMsn(const LiveEdge& edge) {
    return edge.openParts > 0 || edge.openMsn == 0 ? edge.openMsn : edge.openMsn - 1;
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
    std::optional<std::uint64_t> part = directives.part;
    if (part && isPastPreviousSegment(msn, *part, edge)) {
        msn = edge.openMsn;
        part = 0;
    }
    if (msn < edge.openMsn || (msn == edge.openMsn && part && *part < edge.openParts)) {
        return ReloadAction::answer;
    }
    const std::uint64_t partsThere = msn == edge.openMsn ? edge.openParts : 0;
    const bool partTooFar = part && *part >= partsThere + advancePartLimit(edge.partTargetSeconds);
    return msn > lastMsn(edge) + 2 || partTooFar ? ReloadAction::refuse : ReloadAction::hold;
}

} // namespace tally::core
