// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/viewer_hub.h"

namespace tally::server::cues {

ViewerHub::ViewerHub(const catalog::EventDirectory& events, const CueBoard& board, catalog::Clock clock)
    : m_events(events), m_board(board), m_clock(std::move(clock)) {}

void ViewerHub::registerRoutes(net::Router& router) {
    router.addWebSocket("/api/v1/events/{event}/viewer",
                        [this](const net::Request& request) { return accept(request); });
}

core::Result<std::unique_ptr<net::WebSocketHandler>> ViewerHub::accept(const net::Request& request) {
    const std::string& event = request.parameter("event");
    if (!m_events.has(event)) {
        return core::fail(core::ErrorCode::notFound, "there is no such event");
    }
    return std::make_unique<ViewerSession>(event, makeCrowd(event),
                                           ViewerSession::Context{m_board, m_readiness, m_clock});
}

void ViewerHub::send(const core::Cue& cue) {
    if (const auto crowd = crowdOf(cue.event)) {
        crowd->send(std::make_shared<const std::string>(core::encodeMessage(core::ViewerCue{cue})));
    }
}

std::uint64_t ViewerHub::viewers(std::string_view event) const {
    const auto crowd = crowdOf(event);
    return crowd ? crowd->size() : 0;
}

std::vector<core::CueReadiness> ViewerHub::readiness(std::string_view event) const {
    std::vector<core::CueReadiness> all;
    for (const SharedCue& cue : m_board.notOver(event)) {
        all.push_back(m_readiness.of(cue->id));
    }
    return all;
}

std::shared_ptr<ViewerCrowd> ViewerHub::crowdOf(std::string_view event) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_crowds.find(event);
    return found == m_crowds.end() ? nullptr : found->second;
}

std::shared_ptr<ViewerCrowd> ViewerHub::makeCrowd(const std::string& event) {
    const std::lock_guard lock(m_mutex);
    auto& crowd = m_crowds[event];
    if (!crowd) {
        crowd = std::make_shared<ViewerCrowd>();
    }
    return crowd;
}

} // namespace tally::server::cues
