// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace tally::server::live {

// How many viewers a track has, by how often its playlist is asked for: each asks once a part, or once a target
// duration without low latency. Used under its event's lock.
class ViewerEstimate {
public:
    using Clock = std::chrono::steady_clock;

    // `interval`: after which the same viewer asks again, seconds.
    void note(Clock::time_point now, double interval);
    double viewers(Clock::time_point now) const; // of the last whole span

private:
    static constexpr std::chrono::seconds kSpan{5};

    Clock::time_point m_begin{};
    double m_now = 0;    // seconds that the requests since m_begin stand for
    double m_before = 0; // of the span before
};

} // namespace tally::server::live
