// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace tally::fuzz {

// An input cut as a network might cut it. Where it is cut follows from its bytes alone: a finding can be replayed, and
// a seed is the plain input that it looks like.
template <typename T>
std::vector<std::span<const T>> piecesOf(std::span<const T> whole) {
    std::uint32_t seed = static_cast<std::uint32_t>(whole.size());
    for (const T& element : whole) {
        seed = seed * 31 + static_cast<std::uint32_t>(element);
    }
    std::minstd_rand random(seed);
    const std::size_t longest = 1 + random() % std::max<std::size_t>(64, whole.size() / 8);
    std::vector<std::span<const T>> pieces;
    while (!whole.empty()) {
        const std::size_t length = std::min<std::size_t>(whole.size(), 1 + random() % longest);
        pieces.push_back(whole.first(length));
        whole = whole.subspan(length);
    }
    return pieces;
}

} // namespace tally::fuzz
