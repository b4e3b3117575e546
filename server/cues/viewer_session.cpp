// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/viewer_session.h"

#include "server/store/uuid.h"

#include <algorithm>

namespace tally::server::cues {

using core::ErrorCode;

ViewerSession::ViewerSession(std::string event, std::shared_ptr<ViewerCrowd> crowd, Context context)
    : m_event(std::move(event)), m_crowd(std::move(crowd)), m_context(context) {}

void ViewerSession::opened(std::shared_ptr<net::WebSocket> socket) {
    m_socket = std::move(socket);
}

void ViewerSession::received(std::string_view text) {
    const auto message = core::IncomingMessage::parse(text);
    const auto status = message ? handle(*message) : core::Status(core::propagate(message));
    if (!status) {
        refuse(status.error().detail);
    }
}

// Messages of types that are not known yet are passed over: the player may be newer than the server.
core::Status ViewerSession::handle(const core::IncomingMessage& message) {
    if (!m_joined) {
        return greet(message);
    }
    if (message.is<core::ViewerReady>()) {
        const auto report = message.as<core::ViewerReady>();
        if (!report) {
            return core::propagate(report);
        }
        noteReady(*report);
    }
    return {};
}

core::Status ViewerSession::greet(const core::IncomingMessage& message) {
    if (!message.is<core::ViewerHello>()) {
        return core::fail(ErrorCode::invalid, "the first message is hello");
    }
    const auto hello = message.as<core::ViewerHello>();
    if (!hello) {
        return core::propagate(hello);
    }
    if (hello->protocol != core::kViewerProtocol) {
        return core::fail(ErrorCode::invalid, "this server speaks protocol " + std::to_string(core::kViewerProtocol));
    }
    if (!store::isUuid(hello->session)) {
        return core::fail(ErrorCode::invalid, "session is not a UUID");
    }
    m_joined = true;
    m_crowd->join(m_socket);
    sendWelcome();
    return {};
}

// After joining: a cue that is put on the board now is in the welcome, in a message behind it, or in both.
void ViewerSession::sendWelcome() {
    core::ViewerWelcome welcome;
    welcome.event = m_event;
    welcome.serverTime = m_context.clock();
    for (const SharedCue& cue : m_context.board.notOver(m_event)) {
        welcome.cues.push_back(*cue);
    }
    m_socket->send(std::make_shared<const std::string>(core::encodeMessage(welcome)));
}

// Reports on unknown cues and creatives are passed over: they would grow the counts without end.
void ViewerSession::noteReady(const core::ViewerReady& report) {
    const SharedCue cue = m_context.board.find(m_event, report.cue);
    const auto isIt = [&](const core::CueCandidate& candidate) {
        return candidate.creative == *report.creative;
    };
    if (!cue || (report.creative && std::none_of(cue->candidates.begin(), cue->candidates.end(), isIt))) {
        return;
    }
    const ReadyState state = report.creative ? ReadyState::ready : ReadyState::cannot;
    const auto [entry, first] = m_reported.try_emplace(report.cue, state);
    if (!first) {
        m_context.readiness.remove(report.cue, entry->second);
        entry->second = state;
    }
    m_context.readiness.add(report.cue, state);
}

void ViewerSession::refuse(const std::string& detail) {
    m_socket->send(std::make_shared<const std::string>(core::encodeMessage(core::ViewerRefused{detail})));
    m_socket->close(detail);
}

void ViewerSession::closed() {
    if (m_joined) {
        m_crowd->leave(m_socket);
    }
    for (const auto& [cue, state] : m_reported) {
        m_context.readiness.remove(cue, state);
    }
    m_reported.clear();
    m_socket.reset();
}

} // namespace tally::server::cues
