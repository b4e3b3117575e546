// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tally::server::net {

// A path with names in braces: /live/{event}/{track}/{msn}.{part}.m4s. A name takes one or more characters of its
// segment, up to the literal that follows it. Immutable.
class RoutePattern {
public:
    explicit RoutePattern(std::string_view pattern);

    using Values = std::vector<std::pair<std::string_view, std::string>>; // by name, which the pattern keeps

    // The names' values, or nothing where the path is another.
    std::optional<Values> match(std::string_view path) const;

    // How much of the pattern is literal: of two patterns that match, the more literal one is meant.
    std::size_t literals() const { return m_literals; }

private:
    struct Piece {
        bool isName = false;
        std::string text; // the literal, or the name
    };

    std::vector<Piece> m_pieces;
    std::size_t m_literals = 0;
};

} // namespace tally::server::net
