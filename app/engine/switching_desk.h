// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/control.h"
#include "gst/switcher.h"

#include <chrono>
#include <functional>
#include <optional>

namespace tally::app {

// Carries out what clients command on the switcher. A take within a second of the last one is a slip of the finger, not
// a wish: it is refused in words. Lives on the main thread.
class SwitchingDesk {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    SwitchingDesk(gst::Switcher& switcher, std::uint32_t transitionFrames)
        : m_switcher(switcher), m_transitionFrames(transitionFrames) {}

    // Error: invalid (no such command, or one of its fields), conflict (too soon, or a mix is running), notFound
    // (input).
    core::Status carryOut(const core::IncomingMessage& message, TimePoint now);

private:
    core::Status take(TimePoint now, const std::function<core::Status()>& takeNow);
    core::Status mix(const core::Auto& command);

    gst::Switcher& m_switcher;
    std::uint32_t m_transitionFrames;
    std::optional<TimePoint> m_lastTake;
};

} // namespace tally::app
