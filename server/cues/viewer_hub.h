// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/catalog/audience.h"
#include "server/catalog/event_directory.h"
#include "server/cues/viewer_session.h"
#include "server/net/router.h"

namespace tally::server::cues {

// The viewer sockets of all events: WS /api/v1/events/{event}/viewer. Any thread.
class ViewerHub : public catalog::Audience {
public:
    ViewerHub(const catalog::EventDirectory& events, const CueBoard& board, catalog::Clock clock);

    void registerRoutes(net::Router& router);

    // To every viewer of the cue's event; serialised once.
    void send(const core::Cue& cue);

    std::uint64_t viewers(std::string_view event) const override;
    std::vector<core::CueReadiness> readiness(std::string_view event) const override;

private:
    core::Result<std::unique_ptr<net::WebSocketHandler>> accept(const net::Request& request);
    std::shared_ptr<ViewerCrowd> crowdOf(std::string_view event) const; // null: nobody came yet
    std::shared_ptr<ViewerCrowd> makeCrowd(const std::string& event);

    const catalog::EventDirectory& m_events;
    const CueBoard& m_board;
    const catalog::Clock m_clock;
    Readiness m_readiness;
    mutable std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<ViewerCrowd>, std::less<>> m_crowds; // guarded by m_mutex
};

} // namespace tally::server::cues
