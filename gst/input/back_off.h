// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

namespace tally::gst {

// How long to wait before the next try: 0.5 s, doubled with each failure in a row, never above 10 s. Any one thread.
class BackOff {
public:
    static constexpr std::chrono::milliseconds kFirst{500};
    static constexpr std::chrono::milliseconds kLongest{10'000};

    std::chrono::milliseconds next() {
        const auto wait = m_next;
        m_next = std::min(m_next * 2, kLongest);
        return wait;
    }

    void reset() { m_next = kFirst; }

private:
    std::chrono::milliseconds m_next = kFirst;
};

} // namespace tally::gst
