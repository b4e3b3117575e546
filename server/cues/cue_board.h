// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"
#include "server/catalog/clock.h"
#include "server/live/interfaces.h"

#include <map>
#include <memory>
#include <mutex>

namespace tally::server::cues {

using SharedCue = std::shared_ptr<const core::Cue>;

// The cues that viewers can still meet: those on air, to come, or within their event's window. Keeps the playlists'
// date ranges the same. Any thread.
class CueBoard {
public:
    // `withoutMedia`: how long a cue stays on the board whose event has no media that could say so.
    CueBoard(live::LiveEvents& live, std::chrono::seconds withoutMedia, catalog::Clock clock);

    // A new cue, or a higher revision of one; a lower is ignored.
    void put(const core::Cue& cue);

    // Drops what has left its event's window.
    void prune();

    std::vector<SharedCue> notOver(std::string_view event) const;      // in the order of their starts
    SharedCue find(std::string_view event, std::string_view id) const; // null: not on the board

private:
    using Cues = std::map<std::string, SharedCue, std::less<>>; // by id

    void publishDateRanges(const std::string& event, const Cues& cues);
    core::WallTime windowBegin(std::string_view event) const;
    static bool isGone(const core::Cue& cue, core::WallTime windowBegin);

    live::LiveEvents& m_live;
    const std::chrono::seconds m_withoutMedia;
    const catalog::Clock m_clock;
    mutable std::mutex m_mutex;
    std::map<std::string, Cues, std::less<>> m_events; // guarded by m_mutex
};

} // namespace tally::server::cues
