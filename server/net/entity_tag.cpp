// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/entity_tag.h"

#include <fmt/format.h>

#include <cstdint>

namespace tally::server::net {

std::string entityTagOf(std::string_view content) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char character : content) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
    }
    return fmt::format("\"{:016x}\"", hash);
}

bool hasTag(std::string_view list, std::string_view tag, TagComparison comparison) {
    constexpr std::string_view kSpace = " \t,";
    constexpr std::string_view kWeak = "W/";
    for (;;) {
        list.remove_prefix(std::min(list.find_first_not_of(kSpace), list.size()));
        if (list.starts_with('*')) {
            return true;
        }
        const bool weak = list.starts_with(kWeak);
        list.remove_prefix(weak ? kWeak.size() : 0);
        const std::size_t end = list.starts_with('"') ? list.find('"', 1) : std::string_view::npos;
        if (end == std::string_view::npos) {
            return false;
        }
        if (list.substr(0, end + 1) == tag && !(weak && comparison == TagComparison::strong)) {
            return true;
        }
        list.remove_prefix(end + 1);
    }
}

} // namespace tally::server::net
