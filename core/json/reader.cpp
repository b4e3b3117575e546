// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/reader.h"

#include <cmath>

namespace tally::core::json_codec {

Result<bool> readBool(const boost::json::value& value, const std::string& path) {
    return value.is_bool() ? Result<bool>(value.get_bool()) : wrongKind(path, "true or false");
}

Result<double> readDouble(const boost::json::value& value, const std::string& path) {
    const double number = value.is_number() ? value.to_number<double>() : NAN;
    // 1e999 is a JSON number all the same; nothing here can use an infinite one.
    return std::isfinite(number) ? Result<double>(number) : wrongKind(path, "a number");
}

Result<std::string> readString(const boost::json::value& value, const std::string& path) {
    return value.is_string() ? Result<std::string>(std::string(value.get_string())) : wrongKind(path, "a string");
}

Result<WallTime> readWallTime(const boost::json::value& value, const std::string& path) {
    constexpr std::string_view kWanted = "an RFC 3339 date and time";
    if (!value.is_string()) {
        return wrongKind(path, kWanted);
    }
    const auto time = parseRfc3339(std::string_view(value.get_string()));
    return time ? time : wrongKind(path, kWanted);
}

} // namespace tally::core::json_codec
