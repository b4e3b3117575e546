// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time/wall_time.h"

#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tally::server::store {

// A value bound to $1, $2 … of a statement, in PostgreSQL's text format. Values are always bound, never spliced into
// SQL. The text must hold no NUL: what comes from outside is checked before it comes here. Immutable; any thread.
class Parameter {
public:
    Parameter(std::nullopt_t) {} // SQL NULL
    Parameter(std::string text) : m_text(std::move(text)) {}
    Parameter(std::string_view text) : m_text(text) {}
    Parameter(const char* text) : m_text(text) {}
    Parameter(bool value) : m_text(value ? "true" : "false") {}
    Parameter(std::integral auto value) : m_text(std::to_string(value)) {}
    Parameter(double value);
    Parameter(core::WallTime time) : m_text(core::formatRfc3339(time)) {}
    Parameter(std::chrono::milliseconds value) : m_text(std::to_string(value.count())) {} // as a number

    template <typename T>
    Parameter(const std::optional<T>& value) {
        if (value) {
            m_text = Parameter(*value).m_text;
        }
    }

    const char* text() const { return m_text ? m_text->c_str() : nullptr; } // null: SQL NULL

private:
    std::optional<std::string> m_text;
};

using Parameters = std::vector<Parameter>;

// A function and no braces: GCC 12 frees the array behind an initializer list inside a co_await twice.
template <typename... Values>
Parameters bind(Values&&... values) {
    Parameters parameters;
    parameters.reserve(sizeof...(values));
    (parameters.emplace_back(std::forward<Values>(values)), ...);
    return parameters;
}

} // namespace tally::server::store
