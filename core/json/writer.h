// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/shape.h"
#include "core/time/wall_time.h"

#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace tally::core {

// A described value as JSON: the table in core/json/codec.h.
template <typename T>
boost::json::value toJson(const T& value);

// The name of a described enumerator, as it stands in JSON.
template <typename E>
std::string_view nameOf(E value) {
    std::string_view name = "?";
    boost::mp11::mp_for_each<json_codec::Enumerators<E>>([&](auto enumerator) {
        if (enumerator.value == value) {
            name = enumerator.name;
        }
    });
    return name;
}

namespace json_codec {

template <typename T>
boost::json::value writeArray(const T& items) {
    boost::json::array array;
    array.reserve(items.size());
    for (const auto& item : items) {
        array.push_back(toJson(item));
    }
    return array;
}

template <typename T>
boost::json::value writeMap(const T& items) {
    boost::json::object object;
    for (const auto& [key, item] : items) {
        object.emplace(key, toJson(item));
    }
    return object;
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

} // namespace json_codec

template <typename T>
boost::json::value toJson(const T& value) {
    if constexpr (std::same_as<T, bool> || std::same_as<T, std::string> || std::same_as<T, double> ||
                  std::same_as<T, boost::json::value>) {
        return boost::json::value(value);
    } else if constexpr (std::signed_integral<T>) {
        return boost::json::value(static_cast<std::int64_t>(value));
    } else if constexpr (std::unsigned_integral<T>) {
        return boost::json::value(static_cast<std::uint64_t>(value));
    } else if constexpr (std::same_as<T, WallTime>) {
        return boost::json::value(formatRfc3339(value));
    } else if constexpr (std::same_as<T, std::chrono::milliseconds>) {
        return boost::json::value(static_cast<std::int64_t>(value.count()));
    } else if constexpr (json_codec::IsOptional<T>::value) {
        return value ? toJson(*value) : boost::json::value(nullptr);
    } else if constexpr (json_codec::IsVector<T>::value) {
        return json_codec::writeArray(value);
    } else if constexpr (json_codec::IsMap<T>::value) {
        return json_codec::writeMap(value);
    } else if constexpr (std::is_enum_v<T>) {
        return boost::json::value(nameOf(value));
    } else {
        static_assert(json_codec::Described<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
        return json_codec::writeObject(value);
    }
}

} // namespace tally::core
