// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/catalog/field_rules.h"

#include "server/store/uuid.h"

#include <fmt/format.h>

#include <algorithm>

namespace tally::server::catalog {

using core::ErrorCode;

namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestSlug = 63;
constexpr double kShortestPartSeconds = 0.05;
constexpr double kLongestSegmentSeconds = 10;

// Counts UTF-8 characters; PostgreSQL refuses text that is no UTF-8.
std::size_t lengthOf(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// A control character in a name would forge lines of logs and of CSV files.
core::Status checkName(const std::string& name) {
    const bool control =
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
    const std::size_t length = lengthOf(name);
    if (length == 0 || length > kLongestName || control) {
        return core::fail(ErrorCode::invalid,
                          fmt::format("name has 1 to {} characters and no control character", kLongestName));
    }
    return {};
}

core::Status checkId(std::string_view field, const std::string& id) {
    return store::isUuid(id) ? core::Status{} : core::fail(ErrorCode::invalid, fmt::format("{} is not a UUID", field));
}

core::Status checkSlug(const std::string& slug) {
    const bool allowed = std::all_of(
        slug.begin(), slug.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    return allowed && !slug.empty() && slug.size() <= kLongestSlug
               ? core::Status{}
               : core::fail(ErrorCode::invalid, fmt::format("slug has 1 to {} of a–z, 0–9 and '-'", kLongestSlug));
}

core::Status checkTimes(const core::EventRequest& request) {
    const double part = request.partTargetSeconds.value_or(kShortestPartSeconds);
    const double segment = request.segmentSeconds.value_or(1);
    if (!(part >= kShortestPartSeconds && part <= segment)) {
        return core::fail(ErrorCode::invalid,
                          fmt::format("partTargetSeconds is from {} to segmentSeconds", kShortestPartSeconds));
    }
    if (!(segment >= 0.5 && segment <= kLongestSegmentSeconds)) {
        return core::fail(ErrorCode::invalid, fmt::format("segmentSeconds is from 0.5 to {}", kLongestSegmentSeconds));
    }
    return {};
}

} // namespace

core::Status check(const core::OrganizationRequest& request) {
    return checkName(request.name);
}

core::Status check(const core::EventRequest& request) {
    for (const auto& status :
         {checkSlug(request.slug), checkName(request.name), checkId("organization", request.organization),
          checkTimes(request), check(core::EventWindow{request.windowSeconds, request.quotaMebibytes})}) {
        if (!status) {
            return status;
        }
    }
    return {};
}

core::Status check(const core::EventWindow& window) {
    constexpr std::uint64_t kShortest = 60;
    constexpr std::uint64_t kLongest = 2'592'000;          // 30 days
    constexpr std::uint64_t kMost = 1024ULL * 1024 * 1024; // mebibytes
    if (window.windowSeconds && (*window.windowSeconds < kShortest || *window.windowSeconds > kLongest)) {
        return core::fail(core::ErrorCode::invalid, "windowSeconds is 60 to 2592000");
    }
    if (window.quotaMebibytes && *window.quotaMebibytes > kMost) {
        return core::fail(core::ErrorCode::invalid, "quotaMebibytes is 0 to 1073741824");
    }
    return {};
}

core::Status check(const core::CampaignRequest& request) {
    const auto name = checkName(request.name);
    return name ? checkId("organization", request.organization) : name;
}

} // namespace tally::server::catalog
