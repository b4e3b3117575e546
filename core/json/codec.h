// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/reader.h"
#include "core/json/writer.h"
#include "core/result.h"

#include <string>
#include <string_view>

// JSON of described structs, both ways. Describe a struct once with BOOST_DESCRIBE_STRUCT, an enum with
// BOOST_DESCRIBE_ENUM, and toJson/fromJson/serializeJson/parseJson work on it.
//
//   C++                          JSON
//   struct                       object, one member a field, same name
//   enum class                   string, the enumerator's name
//   std::optional<T>             T; absent and null are both "no value", and no value is left out when written
//   std::chrono::milliseconds    whole number of milliseconds (name such a member ...Ms)
//   WallTime                     string, RFC 3339
//   vector<T>, map<string, T>    array, object
//   bool, integers, double, std::string, boost::json::value (as it stands)
//
// Reading ignores unknown fields; of a field given twice the last counts. A missing or wrong field is
// ErrorCode::invalid whose detail names its path, as in "candidates[0].asset.sha256 is missing". Pure; any thread.
namespace tally::core {

// Parses text of at most 32 nested levels. Error: invalid, with the position.
Result<boost::json::value> parseJsonText(std::string_view text);
std::string serializeJsonValue(const boost::json::value& json);

template <typename T>
std::string serializeJson(const T& value) {
    return serializeJsonValue(toJson(value));
}

template <typename T>
Result<T> parseJson(std::string_view text) {
    const auto json = parseJsonText(text);
    return json ? fromJson<T>(*json) : propagate(json);
}

} // namespace tally::core
