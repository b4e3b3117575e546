// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/session_anchor.h"

#include <algorithm>

namespace tally::server::live {
namespace {

constexpr std::size_t kMostBreaks = 64; // older ones are counted, not known one by one

} // namespace

std::uint64_t SessionAnchor::discontinuitiesAt(std::uint64_t msn) const {
    const auto behind = std::upper_bound(breaks.begin(), breaks.end(), msn);
    return discontinuities + static_cast<std::uint64_t>(behind - breaks.begin());
}

void SessionAnchor::addBreak(std::uint64_t msn) {
    breaks.push_back(msn);
    if (breaks.size() > kMostBreaks) {
        breaks.erase(breaks.begin());
        ++discontinuities;
    }
}

} // namespace tally::server::live
