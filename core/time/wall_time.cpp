// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time/wall_time.h"

#include <array>
#include <cstdio>
#include <optional>

namespace tally::core {
namespace {

using namespace std::chrono;

// An offset or a leap second can lead out of the years that can be written.
constexpr WallTime kFirst = sys_days(year(0) / January / 1);
constexpr WallTime kBehindLast = sys_days(year(10000) / January / 1);

// Takes exactly `digits` decimal digits off the front of `text`.
std::optional<int> takeNumber(std::string_view& text, size_t digits) {
    if (text.size() < digits) {
        return std::nullopt;
    }
    int value = 0;
    for (const char digit : text.substr(0, digits)) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        value = value * 10 + (digit - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool takeCharacter(std::string_view& text, std::string_view anyOf) {
    if (text.empty() || anyOf.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

// The fraction of a second, cut to milliseconds; no fraction at all is 0.
std::optional<milliseconds> takeFraction(std::string_view& text) {
    if (!takeCharacter(text, ".")) {
        return milliseconds(0);
    }
    int value = 0;
    size_t digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
        if (digits < 3) {
            value = value * 10 + (text.front() - '0');
        }
    }
    if (digits == 0) {
        return std::nullopt;
    }
    for (size_t missing = digits; missing < 3; ++missing) {
        value *= 10;
    }
    return milliseconds(value);
}

std::optional<minutes> takeOffset(std::string_view& text) {
    if (takeCharacter(text, "Zz")) {
        return minutes(0);
    }
    const bool negative = !text.empty() && text.front() == '-';
    if (!takeCharacter(text, "+-")) {
        return std::nullopt;
    }
    const auto hour = takeNumber(text, 2);
    const bool colon = takeCharacter(text, ":");
    const auto minute = takeNumber(text, 2);
    if (!hour || !colon || !minute || *hour > 23 || *minute > 59) {
        return std::nullopt;
    }
    const minutes offset = hours(*hour) + minutes(*minute);
    return negative ? -offset : offset;
}

std::optional<WallTime> parse(std::string_view text) {
    const auto yearNumber = takeNumber(text, 4);
    const bool dash1 = takeCharacter(text, "-");
    const auto monthNumber = takeNumber(text, 2);
    const bool dash2 = takeCharacter(text, "-");
    const auto dayNumber = takeNumber(text, 2);
    const bool separator = takeCharacter(text, "Tt ");
    const auto hour = takeNumber(text, 2);
    const bool colon1 = takeCharacter(text, ":");
    const auto minute = takeNumber(text, 2);
    const bool colon2 = takeCharacter(text, ":");
    const auto second = takeNumber(text, 2);
    if (!yearNumber || !dash1 || !monthNumber || !dash2 || !dayNumber || !separator || !hour || !colon1 || !minute ||
        !colon2 || !second || *hour > 23 || *minute > 59 || *second > 60) { // 60 is a leap second
        return std::nullopt;
    }
    const year_month_day date(year(*yearNumber), month(static_cast<unsigned>(*monthNumber)),
                              day(static_cast<unsigned>(*dayNumber)));
    const auto fraction = takeFraction(text);
    const auto offset = fraction ? takeOffset(text) : std::nullopt;
    if (!date.ok() || !offset || !text.empty()) {
        return std::nullopt;
    }
    const WallTime time =
        WallTime(sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second) + *fraction - *offset;
    return time >= kFirst && time < kBehindLast ? std::optional(time) : std::nullopt;
}

} // namespace

std::string formatRfc3339(WallTime time) {
    const auto day = floor<days>(time);
    const hh_mm_ss clock(time - day);
    const auto milli = static_cast<int>(clock.subseconds().count());
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%sT%02d:%02d:%02d.%03dZ", formatDate(time).c_str(),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), milli);
    return text.data();
}

Result<WallTime> parseRfc3339(std::string_view text) {
    if (const auto time = parse(text)) {
        return *time;
    }
    return fail(ErrorCode::invalid, "'" + std::string(text.substr(0, 64)) + "' is not an RFC 3339 date and time");
}

std::string formatDate(WallTime time) {
    const year_month_day date(floor<days>(time));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text.data();
}

} // namespace tally::core
