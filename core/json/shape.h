// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

// How the JSON codec tells types apart. For core/json/reader.h and core/json/writer.h alone.
namespace tally::core::json_codec {

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

template <typename E>
using Enumerators = boost::describe::describe_enumerators<E>;

} // namespace tally::core::json_codec
