// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/measurement/batch_rules.h"

#include "server/store/uuid.h"

#include <fmt/format.h>

namespace tally::server::measurement {

using core::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kHighestSequence = 1'000'000;
constexpr std::uint32_t kHighestOrdinal = 1000;
constexpr auto kFurthestTime = 48h;
constexpr auto kLongestWatch = 1h;

bool isDate(const std::string& text) {
    const auto midnight = core::parseRfc3339(text + "T00:00:00Z");
    return midnight && core::formatDate(*midnight) == text;
}

// Dates as text sort as dates do.
bool isNear(const std::string& date, core::WallTime now) {
    return date >= core::formatDate(now - kFurthestTime) && date <= core::formatDate(now + kFurthestTime);
}

bool isNear(core::WallTime time, core::WallTime now) {
    return time >= now - kFurthestTime && time <= now + kFurthestTime;
}

// What is wrong with an event, after its path; empty: nothing.
std::string faultOf(const core::MeasurementEvent& event, core::WallTime now) {
    const bool isError = event.kind == core::MeasurementKind::error;
    const struct {
        bool fits;
        const char* fault;
    } rules[] = {
        {event.sequence >= 1 && event.sequence <= kHighestSequence, "sequence is not from 1 to 1000000"},
        {store::isUuid(event.cue), "cue is not a UUID"},
        {isDate(event.cueDate), "cueDate is not a date as 2026-11-24"},
        {isNear(event.cueDate, now), "cueDate is not within two days of now"},
        {store::isUuid(event.play), "play is not a UUID"},
        {store::isUuid(event.creative), "creative is not a UUID"},
        {store::isUuid(event.campaign), "campaign is not a UUID"},
        {event.ordinal <= (isError ? kHighestOrdinal : 0), "ordinal is not 0, or over 1000 for an error"},
        {isNear(event.programmeTime, now), "programmeTime is not within two days of now"},
        {event.watchedMs >= 0ms && event.watchedMs <= kLongestWatch, "watchedMs is not from 0 to 3600000"},
        {!event.vastError || (isError && *event.vastError <= 999), "vastError is over 999, or of no error"},
    };
    for (const auto& rule : rules) {
        if (!rule.fits) {
            return rule.fault;
        }
    }
    return {};
}

} // namespace

core::Status check(const core::MeasurementBatch& batch, core::WallTime now) {
    if (!store::isUuid(batch.session)) {
        return core::fail(ErrorCode::invalid, "session is not a UUID");
    }
    if (batch.events.empty() || batch.events.size() > kMostEvents) {
        return core::fail(ErrorCode::invalid, fmt::format("events holds 1 to {} events", kMostEvents));
    }
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        const std::string fault = faultOf(batch.events[i], now);
        if (!fault.empty()) {
            return core::fail(ErrorCode::invalid, fmt::format("events[{}].{}", i, fault));
        }
    }
    return {};
}

} // namespace tally::server::measurement
