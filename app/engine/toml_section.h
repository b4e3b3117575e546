// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <toml++/toml.h>

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tally::app {

// Reads the keys of one table of a configuration file. A key that is absent leaves the value as it is. Of several
// faults the first is kept, with its line and what is right instead; finish() returns it, and finds keys that nobody
// asked for.
class TomlSection {
public:
    // [name] of the file, or an empty section when there is none.
    TomlSection(const toml::table& root, std::string_view name);

    // Every [[name]] of the file, in order. Error: invalid, when it is written as something else.
    static core::Result<std::vector<TomlSection>> all(const toml::table& root, std::string_view name);

    void readText(std::string_view key, std::string& into);
    void readFlag(std::string_view key, bool& into);

    template <std::unsigned_integral T>
    void readNumber(std::string_view key, T& into, std::uint64_t least, std::uint64_t most) {
        if (const auto value = numberAt(key, least, most)) {
            into = static_cast<T>(*value);
        }
    }

    template <typename E>
    void readChoice(std::string_view key, E& into, const std::map<std::string, E>& choices) {
        std::string text;
        readText(key, text);
        const auto found = choices.find(text);
        if (found != choices.end()) {
            into = found->second;
        } else if (has(key)) {
            std::string names;
            for (const auto& [name, value] : choices) {
                names += (names.empty() ? "\"" : " or \"") + name + "\"";
            }
            blame(key, "must be " + names);
        }
    }

    // A fault of a value that was read well but cannot be, as in blame("id", "is used twice").
    void blame(std::string_view key, const std::string& fault);
    void require(std::string_view key);
    bool has(std::string_view key) const { return m_table != nullptr && m_table->contains(key); }
    core::Status finish();

private:
    TomlSection(const toml::table* table, std::string name) : m_table(table), m_name(std::move(name)) {}

    const toml::node* at(std::string_view key);
    std::optional<std::uint64_t> numberAt(std::string_view key, std::uint64_t least, std::uint64_t most);

    const toml::table* m_table = nullptr;
    std::string m_name;
    std::vector<std::string> m_known;
    std::optional<std::string> m_fault;
};

} // namespace tally::app
