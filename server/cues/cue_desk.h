// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/catalog/event_directory.h"
#include "server/cues/cue_board.h"
#include "server/cues/cue_ledger.h"
#include "server/cues/viewer_hub.h"

#include <boost/asio/steady_timer.hpp>

#include <future>

namespace tally::server::cues {

struct CueSettings {
    std::chrono::milliseconds lead{3000};    // from the live edge to the start of a cue fired now
    std::chrono::milliseconds gap{5000};     // least time between two cues
    std::chrono::seconds withoutMedia{7200}; // how long after its end a cue is kept of which there is no media
};

// Fires cues: decides, records in the ledger, then tells the playlists and the viewers. Awaited from any thread; its
// work runs on `executor` to the end, so that a firer who goes away leaves no cue that is stored and not shown.
class CueDesk {
public:
    CueDesk(boost::asio::any_io_executor executor, CueLedger& ledger, CueBoard& board, ViewerHub& viewers,
            const live::LiveEvents& live, const catalog::EventDirectory& events, CueSettings settings,
            catalog::Clock clock);

    // Puts the cues that viewers can go back to onto the board, after a restart. The events are open already.
    boost::asio::awaitable<core::Status> load();

    ~CueDesk(); // stops
    CueDesk(const CueDesk&) = delete;
    CueDesk& operator=(const CueDesk&) = delete;

    // Drops cues from the board once a minute, from start() to stop(), which blocks; not on the executor.
    void start();
    void stop();

    // Error: invalid (a field), notFound (event), conflict (not on air, nothing to show, or a cue is running: the
    // detail says when the next may start), or of the database. A repeated request id returns the first cue.
    boost::asio::awaitable<core::Result<core::Cue>> fire(std::string event, core::CueRequest request);

private:
    boost::asio::awaitable<core::Result<core::Cue>> fireToTheEnd(std::string event, core::CueRequest request);
    boost::asio::awaitable<core::Result<core::Cue>> fireNew(core::Event event, core::CueRequest request);
    boost::asio::awaitable<core::Result<std::optional<core::Cue>>> findEarlier(std::string event,
                                                                               std::optional<std::string> request);
    boost::asio::awaitable<core::Result<core::Cue>> decide(core::Event event, core::CueRequest request);
    boost::asio::awaitable<core::Result<core::Cue>> record(core::Cue cue, std::optional<std::string> request);
    core::Cue cueFor(std::string event, const core::CueRequest& request,
                     std::vector<core::CueCandidate> candidates) const;
    void publish(const core::Cue& cue);
    boost::asio::awaitable<void> pruneEveryMinute();

    const boost::asio::any_io_executor m_executor;
    CueLedger& m_ledger;
    CueBoard& m_board;
    ViewerHub& m_viewers;
    const live::LiveEvents& m_live;
    const catalog::EventDirectory& m_events;
    const CueSettings m_settings;
    const catalog::Clock m_clock;
    boost::asio::steady_timer m_pruning; // on m_executor
    std::atomic<bool> m_stopped = false;
    std::future<void> m_pruningEnded;
};

} // namespace tally::server::cues
