// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/input/input_bridge.h"

#include <mutex>

namespace tally::gst {

// What a run of an input pipeline holds of the bridge. A pipeline that will not stop may push for ever; closed doors
// let nothing through, and after close() the bridge may go. Any thread.
class BridgeDoor {
public:
    explicit BridgeDoor(InputBridge& bridge) : m_bridge(&bridge) {}

    template <typename Use>
    void through(Use use) {
        const std::lock_guard lock(m_mutex);
        if (m_bridge != nullptr) {
            use(*m_bridge);
        }
    }

    void close() {
        const std::lock_guard lock(m_mutex);
        m_bridge = nullptr;
    }

private:
    std::mutex m_mutex;
    InputBridge* m_bridge;
};

} // namespace tally::gst
