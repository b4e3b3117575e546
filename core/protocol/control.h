// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The engine's control socket: a WebSocket on loopback. Where it listens and its token stand in a file of mode 0600
// that the engine writes when it is ready (ControlAddress). The first message is ControlHello; a wrong token or
// protocol is answered with ControlRefused and a close. Then commands, each with an id that its ControlReply repeats;
// every client gets ControlState on each change. Preview frames are binary messages: core/protocol/preview_frame.h. A
// message of a client is at most 64 KiB.
namespace tally::core {

inline constexpr std::uint32_t kControlProtocol = 1;

// The file: {"url": "ws://127.0.0.1:40123", "token": "…", "pid": 4711}
struct ControlAddress {
    std::string url;
    std::string token; // 256 bits, base64url, new at every start of the engine
    std::int64_t pid = 0;
};
BOOST_DESCRIBE_STRUCT(ControlAddress, (), (url, token, pid))

struct ControlHello {
    static constexpr std::string_view kType = "hello";
    std::uint32_t protocol = 0;
    std::string token;
    std::string client; // for the log: "studio", "ctl"
};
BOOST_DESCRIBE_STRUCT(ControlHello, (), (protocol, token, client))

struct ControlRefused {
    static constexpr std::string_view kType = "refused";
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(ControlRefused, (), (detail))

// Preview := this input. On air nothing changes.
struct SetPreview {
    static constexpr std::string_view kType = "setPreview";
    std::uint64_t id = 0;
    std::string input;
};
BOOST_DESCRIBE_STRUCT(SetPreview, (), (id, input))

// Preview and programme change places at the next frame.
struct Cut {
    static constexpr std::string_view kType = "cut";
    std::uint64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Cut, (), (id))

// Preview and programme change places by a mix of `frames` programme frames; absent: the engine's transition rate.
struct Auto {
    static constexpr std::string_view kType = "auto";
    std::uint64_t id = 0;
    std::optional<std::uint32_t> frames;
};
BOOST_DESCRIBE_STRUCT(Auto, (), (id, frames))

struct RestartInput {
    static constexpr std::string_view kType = "restartInput";
    std::uint64_t id = 0;
    std::string input;
};
BOOST_DESCRIBE_STRUCT(RestartInput, (), (id, input))

// Which preview pictures this client wants. Replaces what it wanted before; nothing is sent before the first one.
struct PreviewWish {
    std::optional<std::string> input;  // absent: the programme
    std::uint32_t framesPerSecond = 0; // 1 to 30
};
BOOST_DESCRIBE_STRUCT(PreviewWish, (), (input, framesPerSecond))

struct SubscribePreviews {
    static constexpr std::string_view kType = "subscribePreviews";
    std::uint64_t id = 0;
    std::vector<PreviewWish> wishes;
};
BOOST_DESCRIBE_STRUCT(SubscribePreviews, (), (id, wishes))

struct ControlReply {
    static constexpr std::string_view kType = "reply";
    std::uint64_t id = 0;
    bool ok = false;
    std::optional<std::string> error; // for people, when not ok
};
BOOST_DESCRIBE_STRUCT(ControlReply, (), (id, ok, error))

enum class SignalState { starting, ok, lost };
BOOST_DESCRIBE_ENUM(SignalState, starting, ok, lost)

struct InputState {
    std::string id;   // from the config file: a–z, 0–9, '-'
    std::string name; // for people
    SignalState signal = SignalState::starting;
    WallTime since{};                 // of this signal state
    std::optional<std::string> fault; // for people, while lost
    std::uint64_t restarts = 0;
    std::optional<std::chrono::milliseconds> remainingMs; // of a clip that ends; a looping clip: of this round
};
BOOST_DESCRIBE_STRUCT(InputState, (), (id, name, signal, since, fault, restarts, remainingMs))

struct TransitionState {
    std::uint32_t frames = 0;     // whole length
    std::uint32_t framesLeft = 0; // counts down on air
};
BOOST_DESCRIBE_STRUCT(TransitionState, (), (frames, framesLeft))

enum class UplinkHealth { connecting, ok, backlog, refused, offline };
BOOST_DESCRIBE_ENUM(UplinkHealth, connecting, ok, backlog, refused, offline)

struct UplinkState {
    std::string server; // URL without credentials
    std::string event;
    UplinkHealth health = UplinkHealth::connecting;
    WallTime since{};
    std::optional<std::string> fault;
    std::uint64_t backlogChunks = 0;
    std::uint64_t backlogBytes = 0;
    std::uint64_t droppedChunks = 0;          // beyond the bounded spool: gone for viewers
    std::chrono::milliseconds roundTripMs{0}; // of the last acknowledged batch
};
BOOST_DESCRIBE_STRUCT(UplinkState, (),
                      (server, event, health, since, fault, backlogChunks, backlogBytes, droppedChunks, roundTripMs))

struct ProgrammeState {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::string frameRate; // "30/1"
    WallTime onAirSince{};
    std::uint64_t frames = 0;     // that came out of the mixer
    std::uint64_t lateFrames = 0; // shown frames missing against the clock
};
BOOST_DESCRIBE_STRUCT(ProgrammeState, (), (width, height, frameRate, onAirSince, frames, lateFrames))

struct EngineState {
    std::uint64_t revision = 0;
    std::string programme;                     // input id
    std::string preview;                       // input id
    std::optional<TransitionState> transition; // while an auto runs; both buses are on air then
    std::uint32_t transitionFrames = 0;        // rate of the next auto
    std::vector<InputState> inputs;            // in tile order
    UplinkState uplink;
    ProgrammeState output;
    WallTime engineTime{};
};
BOOST_DESCRIBE_STRUCT(EngineState, (),
                      (revision, programme, preview, transition, transitionFrames, inputs, uplink, output, engineTime))

// engine → client after hello
struct ControlWelcome {
    static constexpr std::string_view kType = "welcome";
    std::uint32_t protocol = kControlProtocol;
    std::string version;
    EngineState state;
};
BOOST_DESCRIBE_STRUCT(ControlWelcome, (), (protocol, version, state))

// engine → client on each change, and once a second for what counts on (frames, backlog, remaining)
struct ControlState {
    static constexpr std::string_view kType = "state";
    EngineState state;
};
BOOST_DESCRIBE_STRUCT(ControlState, (), (state))

} // namespace tally::core
