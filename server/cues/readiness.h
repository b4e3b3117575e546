// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/catalog.h"

#include <map>
#include <mutex>

namespace tally::server::cues {

enum class ReadyState { ready, cannot };

// How many connected viewers have a cue's creative, and how many never will. A viewer takes back what it reported when
// it leaves. Any thread.
class Readiness {
public:
    void add(const std::string& cue, ReadyState state);
    void remove(const std::string& cue, ReadyState state);
    core::CueReadiness of(const std::string& cue) const;

private:
    static std::uint64_t& counter(core::CueReadiness& counts, ReadyState state);

    mutable std::mutex m_mutex;
    std::map<std::string, core::CueReadiness> m_cues; // guarded by m_mutex; without those nobody reported on
};

} // namespace tally::server::cues
