// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/path.h"
#include "core/json/shape.h"
#include "core/result.h"
#include "core/time/wall_time.h"

#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tally::core {

// Reads a described type: the table and the rules in core/json/codec.h. `path` names `value` in the document.
// Error: invalid, with the path of what is missing or wrong.
template <typename T>
Result<T> fromJson(const boost::json::value& value, const std::string& path = {});

namespace json_codec {

Result<bool> readBool(const boost::json::value& value, const std::string& path);
Result<double> readDouble(const boost::json::value& value, const std::string& path); // finite
Result<std::string> readString(const boost::json::value& value, const std::string& path);
Result<WallTime> readWallTime(const boost::json::value& value, const std::string& path);

template <std::integral T>
Result<T> readInteger(const boost::json::value& value, const std::string& path) {
    boost::system::error_code error;
    const T number = value.to_number<T>(error);
    return error ? Result<T>(wrongKind(path, std::signed_integral<T> ? "a whole number in range"
                                                                     : "a whole number of 0 or more in range"))
                 : number;
}

template <typename E>
Result<E> readEnum(const boost::json::value& value, const std::string& path) {
    std::optional<E> found;
    std::string names;
    boost::mp11::mp_for_each<Enumerators<E>>([&](auto enumerator) {
        names += (names.empty() ? "" : ", ") + std::string(enumerator.name);
        if (value.is_string() && value.get_string() == enumerator.name) {
            found = enumerator.value;
        }
    });
    return found ? Result<E>(*found) : wrongKind(path, "one of " + names);
}

template <typename Optional>
Result<Optional> readOptional(const boost::json::value& value, const std::string& path) {
    if (value.is_null()) {
        return Optional{};
    }
    auto inner = fromJson<typename Optional::value_type>(value, path);
    return inner ? Result<Optional>(std::move(*inner)) : propagate(inner);
}

template <typename Vector>
Result<Vector> readVector(const boost::json::value& value, const std::string& path) {
    if (!value.is_array()) {
        return wrongKind(path, "an array");
    }
    Vector items;
    for (const boost::json::value& element : value.get_array()) {
        auto item = fromJson<typename Vector::value_type>(element, elementPath(path, items.size()));
        if (!item) {
            return propagate(item);
        }
        items.push_back(std::move(*item));
    }
    return items;
}

template <typename Map>
Result<Map> readMap(const boost::json::value& value, const std::string& path) {
    if (!value.is_object()) {
        return wrongKind(path, "an object");
    }
    Map items;
    for (const auto& [key, element] : value.get_object()) {
        auto item = fromJson<typename Map::mapped_type>(element, memberPath(path, key));
        if (!item) {
            return propagate(item);
        }
        items.emplace(key, std::move(*item));
    }
    return items;
}

template <typename T>
Status readMember(const boost::json::object& object, std::string_view name, const std::string& path, T& member) {
    const boost::json::value* value = object.if_contains(name);
    if (value == nullptr) {
        return IsOptional<T>::value ? Status() : fail(ErrorCode::invalid, memberPath(path, name) + " is missing");
    }
    auto read = fromJson<T>(*value, memberPath(path, name));
    if (!read) {
        return propagate(read);
    }
    member = std::move(*read);
    return {};
}

template <Described T>
Result<T> readObject(const boost::json::value& value, const std::string& path) {
    if (!value.is_object()) {
        return wrongKind(path, "an object");
    }
    T result{};
    Status status;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        if (status) {
            status = readMember(value.get_object(), member.name, path, result.*member.pointer);
        }
    });
    return status ? Result<T>(std::move(result)) : propagate(status);
}

} // namespace json_codec

template <typename T>
Result<T> fromJson(const boost::json::value& value, const std::string& path) {
    if constexpr (std::same_as<T, boost::json::value>) {
        return value;
    } else if constexpr (std::same_as<T, bool>) {
        return json_codec::readBool(value, path);
    } else if constexpr (std::same_as<T, double>) {
        return json_codec::readDouble(value, path);
    } else if constexpr (std::same_as<T, std::string>) {
        return json_codec::readString(value, path);
    } else if constexpr (std::same_as<T, WallTime>) {
        return json_codec::readWallTime(value, path);
    } else if constexpr (std::integral<T>) {
        return json_codec::readInteger<T>(value, path);
    } else if constexpr (std::same_as<T, std::chrono::milliseconds>) {
        return json_codec::readInteger<std::int64_t>(value, path).map([](std::int64_t count) { return T(count); });
    } else if constexpr (json_codec::IsOptional<T>::value) {
        return json_codec::readOptional<T>(value, path);
    } else if constexpr (json_codec::IsVector<T>::value) {
        return json_codec::readVector<T>(value, path);
    } else if constexpr (json_codec::IsMap<T>::value) {
        return json_codec::readMap<T>(value, path);
    } else if constexpr (std::is_enum_v<T>) {
        return json_codec::readEnum<T>(value, path);
    } else {
        static_assert(json_codec::Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return json_codec::readObject<T>(value, path);
    }
}

} // namespace tally::core
