// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/viewer_estimate.h"

#include <utility>

namespace tally::server::live {

void ViewerEstimate::note(Clock::time_point now, double interval) {
    if (now - m_begin >= kSpan) {
        m_before = now - m_begin < 2 * kSpan ? m_now : 0;
        m_now = 0;
        m_begin = now;
    }
    m_now += interval;
}

double ViewerEstimate::viewers(Clock::time_point now) const {
    const double seconds = std::chrono::duration<double>(kSpan).count();
    if (now - m_begin >= 2 * kSpan) {
        return 0;
    }
    return (now - m_begin >= kSpan ? m_now : m_before) / seconds;
}

} // namespace tally::server::live
