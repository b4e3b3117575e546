// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/route_pattern.h"

namespace tally::server::net {

RoutePattern::RoutePattern(std::string_view pattern) {
    while (!pattern.empty()) {
        const bool isName = pattern.front() == '{';
        const std::size_t end = isName ? pattern.find('}') : pattern.find('{');
        const std::string_view text =
            pattern.substr(isName ? 1 : 0, end == std::string_view::npos ? end : end - isName);
        m_pieces.push_back({isName, std::string(text)});
        m_literals += isName ? 0 : text.size();
        pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end + isName);
    }
}

std::optional<RoutePattern::Values> RoutePattern::match(std::string_view path) const {
    Values values;
    values.reserve(m_pieces.size());
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece& piece = m_pieces[i];
        if (!piece.isName) {
            if (!path.starts_with(piece.text)) {
                return std::nullopt;
            }
            path.remove_prefix(piece.text.size());
            continue;
        }
        const bool last = i + 1 == m_pieces.size();
        const std::size_t end = last ? path.size() : path.find(m_pieces[i + 1].text);
        if (end == std::string_view::npos || end == 0 || path.substr(0, end).find('/') != std::string_view::npos) {
            return std::nullopt;
        }
        values.emplace_back(piece.text, path.substr(0, end));
        path.remove_prefix(end);
    }
    return path.empty() ? std::optional(std::move(values)) : std::nullopt;
}

} // namespace tally::server::net
