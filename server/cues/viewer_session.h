// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/viewer_socket.h"
#include "server/cues/cue_board.h"
#include "server/cues/readiness.h"
#include "server/cues/viewer_crowd.h"
#include "server/net/web_socket.h"

namespace tally::server::cues {

// The server's side of one viewer socket, see core/protocol/viewer_socket.h: hello → welcome, then the crowd's cues;
// counts what the viewer reports ready. Lives on its connection's thread.
class ViewerSession : public net::WebSocketHandler {
public:
    struct Context {
        const CueBoard& board;
        Readiness& readiness;
        const catalog::Clock& clock;
    };

    ViewerSession(std::string event, std::shared_ptr<ViewerCrowd> crowd, Context context);

    void opened(std::shared_ptr<net::WebSocket> socket) override;
    void received(std::string_view text) override;
    void closed() override;

private:
    core::Status handle(const core::IncomingMessage& message);
    core::Status greet(const core::IncomingMessage& message);
    void sendWelcome();
    void noteReady(const core::ViewerReady& report);
    void refuse(const std::string& detail);

    const std::string m_event;
    const std::shared_ptr<ViewerCrowd> m_crowd;
    const Context m_context;
    std::shared_ptr<net::WebSocket> m_socket;
    bool m_joined = false;
    std::map<std::string, ReadyState> m_reported; // by cue
};

} // namespace tally::server::cues
