// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time/wall_time.h"

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// JSON of described structs, both ways. Describe a struct once with BOOST_DESCRIBE_STRUCT, an enum with
// BOOST_DESCRIBE_ENUM, and toJson/fromJson/serializeJson/parseJson work on it.
//
//   C++                          JSON
//   struct                       object, one member a field, same name
//   enum class                   string, the enumerator's name
//   std::optional<T>             T; absent and null are both "no value", and no value is left out when written
//   std::chrono::milliseconds    number of milliseconds (name such a member ...Ms)
//   WallTime                     string, RFC 3339
//   vector<T>, map<string, T>    array, object
//
// Reading ignores unknown fields. A missing or wrong field is ErrorCode::invalid whose detail names its path, as in
// "candidates[0].asset.sha256 is missing". Pure; any thread.
namespace tally::core {

template <typename T>
boost::json::value toJson(const T& value);

template <typename T>
Result<T> fromJson(const boost::json::value& json, const std::string& path = {});

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

namespace detail {

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};

template <typename T>
struct IsMap : std::false_type {};
template <typename T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <typename T>
concept Described = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;

template <typename T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

inline std::string childPath(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
}

inline tl::unexpected<Error> wrongKind(const std::string& path, std::string_view wanted) {
    return fail(ErrorCode::invalid, (path.empty() ? "the document" : path) + " is not " + std::string(wanted));
}

template <std::integral T>
Result<T> readInteger(const boost::json::value& json, const std::string& path) {
    boost::system::error_code error;
    const T number = json.to_number<T>(error);
    if (error) {
        return wrongKind(path, std::is_signed_v<T> ? "a whole number in range" : "a whole number of 0 or more in range");
    }
    return number;
}

template <typename E>
Result<E> readEnum(const boost::json::value& json, const std::string& path) {
    std::optional<E> found;
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        names += (names.empty() ? "" : ", ") + std::string(enumerator.name);
        if (json.is_string() && json.get_string() == enumerator.name) {
            found = enumerator.value;
        }
    });
    if (!found) {
        return wrongKind(path, "one of " + names);
    }
    return *found;
}

template <typename Vector>
Result<Vector> readVector(const boost::json::value& json, const std::string& path) {
    if (!json.is_array()) {
        return wrongKind(path, "an array");
    }
    Vector items;
    for (size_t i = 0; i < json.get_array().size(); ++i) {
        auto item = fromJson<typename Vector::value_type>(json.get_array()[i], path + "[" + std::to_string(i) + "]");
        if (!item) {
            return propagate(item);
        }
        items.push_back(std::move(*item));
    }
    return items;
}

template <typename Map>
Result<Map> readMap(const boost::json::value& json, const std::string& path) {
    if (!json.is_object()) {
        return wrongKind(path, "an object");
    }
    Map items;
    for (const auto& [key, value] : json.get_object()) {
        auto item = fromJson<typename Map::mapped_type>(value, childPath(path, std::string_view(key)));
        if (!item) {
            return propagate(item);
        }
        items.emplace(key, std::move(*item));
    }
    return items;
}

// Reads one member of an object; `failure` keeps the first error.
template <typename T>
void readMember(const boost::json::object& object, std::string_view name, const std::string& path, T& member,
                std::optional<Error>& failure) {
    if (failure) {
        return;
    }
    const std::string memberPath = childPath(path, name);
    const boost::json::value* json = object.if_contains(name);
    if (json == nullptr) {
        if constexpr (!IsOptional<T>::value) {
            failure = Error{ErrorCode::invalid, memberPath + " is missing"};
        }
        return;
    }
    auto value = fromJson<T>(*json, memberPath);
    if (!value) {
        failure = value.error();
        return;
    }
    member = std::move(*value);
}

template <Described T>
Result<T> readObject(const boost::json::value& json, const std::string& path) {
    if (!json.is_object()) {
        return wrongKind(path, "an object");
    }
    T result{};
    std::optional<Error> failure;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        readMember(json.get_object(), member.name, path, result.*member.pointer, failure);
    });
    if (failure) {
        return tl::unexpected<Error>(*failure);
    }
    return result;
}

template <Described T>
boost::json::value writeObject(const T& value) {
    boost::json::object object;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        const auto& field = value.*member.pointer;
        if constexpr (IsOptional<std::remove_cvref_t<decltype(field)>>::value) {
            if (!field) {
                return;
            }
        }
        object.emplace(member.name, toJson(field));
    });
    return object;
}

template <typename E>
std::string_view enumName(E value) {
    std::string_view name = "?";
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        if (enumerator.value == value) {
            name = enumerator.name;
        }
    });
    return name;
}

} // namespace detail

// The name of a described enumerator, as it stands in JSON.
template <typename E>
std::string_view nameOf(E value) {
    return detail::enumName(value);
}

template <typename T>
boost::json::value toJson(const T& value) {
    if constexpr (std::same_as<T, bool> || std::same_as<T, std::string> || std::same_as<T, double> ||
                  std::same_as<T, boost::json::value>) {
        return boost::json::value(value);
    } else if constexpr (std::integral<T>) {
        if constexpr (std::is_signed_v<T>) {
            return boost::json::value(static_cast<std::int64_t>(value));
        } else {
            return boost::json::value(static_cast<std::uint64_t>(value));
        }
    } else if constexpr (std::same_as<T, WallTime>) {
        return boost::json::value(formatRfc3339(value));
    } else if constexpr (std::same_as<T, std::chrono::milliseconds>) {
        return boost::json::value(static_cast<std::int64_t>(value.count()));
    } else if constexpr (detail::IsOptional<T>::value) {
        return value ? toJson(*value) : boost::json::value(nullptr);
    } else if constexpr (detail::IsVector<T>::value) {
        boost::json::array array;
        for (const auto& item : value) {
            array.push_back(toJson(item));
        }
        return array;
    } else if constexpr (detail::IsMap<T>::value) {
        boost::json::object object;
        for (const auto& [key, item] : value) {
            object.emplace(key, toJson(item));
        }
        return object;
    } else if constexpr (std::is_enum_v<T>) {
        return boost::json::value(detail::enumName(value));
    } else {
        static_assert(detail::Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return detail::writeObject(value);
    }
}

template <typename T>
Result<T> fromJson(const boost::json::value& json, const std::string& path) {
    if constexpr (std::same_as<T, boost::json::value>) {
        return json;
    } else if constexpr (std::same_as<T, bool>) {
        return json.is_bool() ? Result<T>(json.get_bool()) : detail::wrongKind(path, "true or false");
    } else if constexpr (std::same_as<T, std::string>) {
        return json.is_string() ? Result<T>(std::string(json.get_string())) : detail::wrongKind(path, "a string");
    } else if constexpr (std::same_as<T, double>) {
        return json.is_number() ? Result<T>(json.to_number<double>()) : detail::wrongKind(path, "a number");
    } else if constexpr (std::integral<T>) {
        return detail::readInteger<T>(json, path);
    } else if constexpr (std::same_as<T, WallTime>) {
        const auto time = json.is_string() ? parseRfc3339(std::string_view(json.get_string()))
                                           : Result<WallTime>(fail(ErrorCode::invalid, ""));
        return time ? time : detail::wrongKind(path, "an RFC 3339 date and time");
    } else if constexpr (std::same_as<T, std::chrono::milliseconds>) {
        const auto count = detail::readInteger<std::int64_t>(json, path);
        return count ? Result<T>(std::chrono::milliseconds(*count)) : propagate(count);
    } else if constexpr (detail::IsOptional<T>::value) {
        if (json.is_null()) {
            return T{};
        }
        auto value = fromJson<typename T::value_type>(json, path);
        return value ? Result<T>(std::move(*value)) : propagate(value);
    } else if constexpr (detail::IsVector<T>::value) {
        return detail::readVector<T>(json, path);
    } else if constexpr (detail::IsMap<T>::value) {
        return detail::readMap<T>(json, path);
    } else if constexpr (std::is_enum_v<T>) {
        return detail::readEnum<T>(json, path);
    } else {
        static_assert(detail::Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return detail::readObject<T>(json, path);
    }
}

} // namespace tally::core
