// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/cue.h"
#include "core/protocol/message.h"

// The viewer socket: WebSocket /api/v1/events/{event}/viewer, text messages of at most 64 KiB, no credentials.
// The client says hello, the server answers welcome with every cue that is not over; then cues as they change.
// The server pings after 15 s of silence and closes a connection that is silent for 30 s.
namespace tally::core {

inline constexpr std::uint32_t kViewerProtocol = 1;

// client → server, first
struct ViewerHello {
    static constexpr std::string_view kType = "hello";
    std::uint32_t protocol = 0;
    std::string session; // UUID, one a page load; the session of the measurement batches
};
BOOST_DESCRIBE_STRUCT(ViewerHello, (), (protocol, session))

// client → server: this candidate is fully cached, or (no candidate) nothing of this cue can be shown
struct ViewerReady {
    static constexpr std::string_view kType = "ready";
    std::string cue;
    std::optional<std::string> creative;
};
BOOST_DESCRIBE_STRUCT(ViewerReady, (), (cue, creative))

// server → client
struct ViewerWelcome {
    static constexpr std::string_view kType = "welcome";
    std::uint32_t protocol = kViewerProtocol;
    std::string event;
    WallTime serverTime{}; // to correct the latency shown on a device whose clock is wrong
    std::vector<Cue> cues;
};
BOOST_DESCRIBE_STRUCT(ViewerWelcome, (), (protocol, event, serverTime, cues))

// server → client: new, revised or cancelled
struct ViewerCue {
    static constexpr std::string_view kType = "cue";
    Cue cue;
};
BOOST_DESCRIBE_STRUCT(ViewerCue, (), (cue))

// server → client, before it closes for a fault of the client
struct ViewerRefused {
    static constexpr std::string_view kType = "refused";
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(ViewerRefused, (), (detail))

} // namespace tally::core
