// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>

namespace tally::app {

// Reads the keys of one table. The first fault is kept, with its line; finish() also finds keys that nothing asked for.
class TomlSection {
public:
    TomlSection(const toml::table* table, std::string name) : m_table(table), m_name(std::move(name)) {}

    template <typename T>
    void read(std::string_view key, T& into) {
        m_known.emplace(key);
        const toml::node* node = m_table != nullptr ? m_table->get(key) : nullptr;
        if (node == nullptr) {
            return;
        }
        if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            const auto value = node->value_exact<std::int64_t>();
            value&& std::in_range<T>(*value) ? void(into = static_cast<T>(*value))
                                             : wrong(*node, key, "a whole number in range");
        } else {
            const auto value = node->value_exact<T>();
            value ? void(into = *value)
                  : wrong(*node, key, std::is_same_v<T, bool> ? "true or false" : "text in quotes");
        }
    }

    void allow(std::string_view key) { m_known.emplace(key); }

    core::Status finish() {
        if (!m_fault && m_table != nullptr) {
            for (const auto& [key, node] : *m_table) {
                if (!m_known.contains(std::string(key.str()))) {
                    wrong(node, key.str(), "a key that is known here");
                    break;
                }
            }
        }
        return m_fault ? core::fail(core::ErrorCode::invalid, *m_fault) : core::Status();
    }

private:
    void wrong(const toml::node& node, std::string_view key, std::string_view wanted) {
        if (!m_fault) {
            m_fault = "line " + std::to_string(node.source().begin.line) + ": " + m_name + "." + std::string(key) +
                      " is not " + std::string(wanted);
        }
    }

    const toml::table* m_table;
    std::string m_name;
    std::set<std::string, std::less<>> m_known;
    std::optional<std::string> m_fault;
};

} // namespace tally::app
