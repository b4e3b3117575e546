// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/toml_section.h"

#include <algorithm>

namespace tally::app {
namespace {

std::string lineOf(const toml::node& node) {
    return "line " + std::to_string(node.source().begin.line) + ": ";
}

} // namespace

TomlSection::TomlSection(const toml::table& root, std::string_view name) : m_name(name) {
    const toml::node* node = root.get(name);
    m_table = node != nullptr ? node->as_table() : nullptr;
    if (node != nullptr && m_table == nullptr) {
        m_fault = lineOf(*node) + m_name + " must be a section, written as [" + m_name + "]";
    }
}

core::Result<std::vector<TomlSection>> TomlSection::all(const toml::table& root, std::string_view name) {
    std::vector<TomlSection> sections;
    const toml::node* node = root.get(name);
    if (node == nullptr) {
        return sections;
    }
    const toml::array* tables = node->as_array();
    if (tables == nullptr || !tables->is_homogeneous<toml::table>()) {
        return core::fail(core::ErrorCode::invalid, lineOf(*node) + std::string(name) +
                                                        " may stand several times and is written as [[" +
                                                        std::string(name) + "]]");
    }
    for (const toml::node& table : *tables) {
        sections.push_back(TomlSection(table.as_table(), std::string(name)));
    }
    return sections;
}

void TomlSection::readText(std::string_view key, std::string& into) {
    const toml::node* node = at(key);
    if (node == nullptr) {
        return;
    }
    if (const auto value = node->value_exact<std::string>()) {
        into = *value;
    } else {
        blame(key, "must be text in quotes");
    }
}

void TomlSection::readFlag(std::string_view key, bool& into) {
    const toml::node* node = at(key);
    if (node == nullptr) {
        return;
    }
    if (const auto value = node->value_exact<bool>()) {
        into = *value;
    } else {
        blame(key, "must be true or false");
    }
}

std::optional<std::uint64_t> TomlSection::numberAt(std::string_view key, std::uint64_t least, std::uint64_t most) {
    const toml::node* node = at(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto value = node->value_exact<std::int64_t>();
    if (!value || std::cmp_less(*value, least) || std::cmp_greater(*value, most)) {
        blame(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(*value);
}

void TomlSection::blame(std::string_view key, const std::string& fault) {
    const toml::node* node = m_table != nullptr ? m_table->get(key) : nullptr;
    if (!m_fault) {
        m_fault = (node != nullptr ? lineOf(*node) : "") + m_name + "." + std::string(key) + " " + fault;
    }
}

void TomlSection::require(std::string_view key) {
    if (!m_fault && !has(key)) {
        m_fault = (m_table != nullptr ? lineOf(*m_table) : "") + m_name + " needs the key " + std::string(key);
    }
}

core::Status TomlSection::finish() {
    if (m_table != nullptr) {
        for (const auto& [key, node] : *m_table) {
            if (std::find(m_known.begin(), m_known.end(), key.str()) == m_known.end()) {
                std::string names;
                for (const std::string& known : m_known) {
                    names += (names.empty() ? "" : ", ") + known;
                }
                blame(key.str(), "is no key of this section; take one of: " + names);
            }
        }
    }
    return m_fault ? core::fail(core::ErrorCode::invalid, *m_fault) : core::Status();
}

const toml::node* TomlSection::at(std::string_view key) {
    m_known.emplace_back(key);
    return m_table != nullptr ? m_table->get(key) : nullptr;
}

} // namespace tally::app
